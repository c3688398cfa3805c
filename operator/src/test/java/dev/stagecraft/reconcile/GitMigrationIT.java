package dev.stagecraft.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.sandbox.git.LoopbackTls;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations come from a directory of a private Git repository, over HTTPS, at the ref that the resource names. */
@Timeout(180)
class GitMigrationIT {
    @TempDir
    static Path directory;

    private final LoopbackTls tls = LoopbackTls.create(directory);
    private final LoopbackTls.Trusted trusted = tls.trusted();
    private final GitServer server = GitServer.start(directory, tls);
    private final GitRepository repository = GitRepository.create(directory, "shop");
    private final DatabaseShop stage = DatabaseShop.lit("git");

    @BeforeEach
    void credentials() {
        server.requireAuthorization(
                "Basic " + Base64.getEncoder().encodeToString("deploy:sentinel-git".getBytes(UTF_8)));
        stage.resources().secret("shop-git", Map.of("username", "deploy", "password", "sentinel-git"));
    }

    @AfterEach
    void close() {
        stage.close();
        server.close();
        trusted.close();
    }

    @Test
    void eachReleaseRunsTheFilesOfItsRef() {
        repository
                .write("db/migrations/001_items.sql", "CREATE TABLE items (id int PRIMARY KEY, note text);\n")
                .write("db/other/009_never.sql", "SELECT 1;\n")
                .commit("first");
        repository.git("tag", "v1");
        release("v1", "v1");
        assertEquals(List.of("001_items"), stage.ledger());

        // A new commit, named by its id
        var second = repository
                .write("db/migrations/002_price.sql", "ALTER TABLE items ADD COLUMN price int;\n")
                .commit("second");
        release("v2", second);
        assertEquals(List.of("001_items", "002_price"), stage.ledger());

        // A path that the ref does not have
        stage.resources().apply(manifest("v2", second, "db/nope"));
        var refused = stage.resources().awaitCondition("shop", "Accepted", "False", "GitPathNotFound");
        var said = Resources.message(refused, "Accepted");
        assertTrue(said.startsWith("spec.databases.main.migrations.source.path: "), said);
        assertTrue(said.contains("does not have the directory 'db/nope'"), said);
        assertFalse(said.contains("sentinel"), said);
        assertEquals("v2", Resources.version(refused));
        assertEquals(List.of("001_items", "002_price"), stage.ledger());
    }

    private void release(String version, String ref) {
        stage.resources().apply(manifest(version, ref, "db/migrations"));
        stage.resources().await("shop", version + " serves", found -> DatabaseShop.serves(found, version));
    }

    private String manifest(String version, String ref, String path) {
        return stage.manifest(
                version,
                "pre_deploy",
                "{path: " + path + "}",
                "  source: {git: {url: '%s', ref: '%s', credentials: {name: shop-git}}}\n"
                        .formatted(server.url("shop/.git"), ref));
    }
}
