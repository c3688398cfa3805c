package dev.stagecraft.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.PlanMigration;
import dev.stagecraft.sandbox.DatabaseShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.git.GitRepository;
import dev.stagecraft.sandbox.git.GitServer;
import dev.stagecraft.sandbox.git.LoopbackTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations come from a directory of a private Git repository, over HTTPS, at the ref that the resource names. */
@Timeout(180)
class GitMigrationIT {
    @TempDir
    static Path shared;

    private final Path directory = ofItsOwn();
    private final LoopbackTls tls = LoopbackTls.create(directory);
    private final LoopbackTls.Trusted trusted = tls.trusted();
    private final GitServer server = GitServer.start(directory, tls);
    private final GitRepository repository = GitRepository.create(directory, "shop");
    private final DatabaseShop stage = DatabaseShop.lit("git");

    private static Path ofItsOwn() {
        try {
            return Files.createTempDirectory(shared, "git");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

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

    @Test
    void whatIsLeftForLaterIsOfTheCommitThatWasReleasedAndNotOfTheBranch() {
        repository
                .write("db/migrations/001_items.sql", "CREATE TABLE items (id int PRIMARY KEY, note text);\n")
                .commit("first");
        stage.resources().apply(afterwards("v1", ""));
        stage.resources().await("shop", "v1 serves", found -> DatabaseShop.serves(found, "v1"));
        repository
                .write("db/migrations/002_drop.sql", "ALTER TABLE items DROP COLUMN note;\n")
                .commit("second");
        stage.resources().apply(afterwards("v2", ""));
        stage.resources().awaitCondition("shop", "Approved", "False", "AwaitingApproval");

        // Somebody pushes what the next version needs, and the shop is looked at anew
        repository
                .write("db/migrations/003_rename.sql", "ALTER TABLE items RENAME TO things;\n")
                .commit("third");
        stage.resources().apply(afterwards("v2", "  releaseHistoryLimit: 9\n"));
        var waiting = stage.resources()
                .await(
                        "shop",
                        "it was looked at",
                        found -> Objects.equals(
                                        found.getStatus().observedGeneration(),
                                        found.getMetadata().getGeneration())
                                && found.getStatus().phase().equals("AwaitingApproval"));
        var plan = Resources.plan(waiting);
        assertEquals(
                List.of("002_drop"),
                plan.migrations().stream().map(PlanMigration::id).toList());

        stage.resources().annotate("shop", "approve", plan.id());
        stage.resources().await("shop", "v2 serves", found -> DatabaseShop.serves(found, "v2"));
        assertEquals(List.of("001_items", "002_drop"), stage.ledger());
    }

    private String afterwards(String version, String more) {
        return manifest(version, "main", "db/migrations").replace("strategy: pre_deploy", "strategy: post_deploy")
                + more;
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
