package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.host.FileTree;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migrations of a resource whose images are built from a commit. */
class CommitMigrationsTest {
    private static final String WEB = "web: {build: web, image: registry.example.com/acme/web},"
            + " tool: {image: 'registry.example.com/acme/tool:v7'}";
    private static final String SOURCE = "  source: {git: {url: 'https://git.example.com/shop.git', ref: main}}\n";
    private static final String BUILT = SOURCE + "  backend: {provider: generic}\n";
    private static final String IN_GIT = migrations("path: migrations");

    private FileTree tree = FileTree.of(
            Map.of("web/Dockerfile", "FROM scratch\n", "migrations/001_a.sql", "SELECT 1", "readme.md", "hello"));

    private final Gathering gathering = new Gathering()
            .withSecret("db", Map.of("url", "postgres://shop:secret-41@db.example.com/shop"))
            .withSources((resource, location, occasion) -> new Sources.Answer.Found(tree));

    private static String migrations(String source) {
        return "  databases: {main: {connection: {secretRef: {name: db, key: url}}, migrations: {engine: raw, source: {"
                + source + "}}}}\n";
    }

    private static Database.Source.InGit inGit(Gathered gathered) {
        return assertInstanceOf(
                Database.Source.InGit.class, gathered.databases().getFirst().source());
    }

    @Test
    void theyAreThoseOfTheCommitWhereverItsBranchIsByThen() {
        assertEquals(
                tree.commit(),
                inGit(gathering.complete(WEB, BUILT + IN_GIT)).location().ref());
        assertEquals(
                "main",
                inGit(gathering.complete(WEB, SOURCE + IN_GIT)).location().ref(),
                "nothing else is read");
    }

    @Test
    void aCommitThatLeftThemAloneIsNoOtherRelease() {
        var one = gathering.complete(WEB, BUILT + IN_GIT).inputsHash();
        tree = tree.at("f".repeat(40)).with("readme.md", "changed");
        assertEquals(one, gathering.complete(WEB, BUILT + IN_GIT).inputsHash());

        tree = tree.with("migrations/002_b.sql", "SELECT 2");
        assertNotEquals(one, gathering.complete(WEB, BUILT + IN_GIT).inputsHash());
    }

    @Test
    void anImageThatTheReleaseBuildsHasNoneWhenTheyArePlanned() {
        var refused = gathering.refused(WEB, BUILT + migrations("image: {service: web, path: /migrations}"));

        assertTrue(refused.contains("InvalidSpec"), refused);
        assertTrue(refused.contains("spec.databases.main.migrations.source.image.service: "), refused);
        assertTrue(refused.contains("service web is built by the release"), refused);
        assertEquals(
                new Database.Source.InImage("tool", "/migrations"),
                gathering
                        .complete(WEB, BUILT + migrations("image: {service: tool, path: /migrations}"))
                        .databases()
                        .getFirst()
                        .source());
    }
}
