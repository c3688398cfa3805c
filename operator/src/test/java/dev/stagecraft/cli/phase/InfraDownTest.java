package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said in the end is what happened, and a deletion that fails leaves nothing changed. */
@Timeout(20)
class InfraDownTest {
    private static final String HOSTS =
            "hosts: [{name: app-1, role: app, state: Ready}, {name: db, role: db, state: Ready}]";

    @TempDir
    Path directory;

    private CliRun.Result down(FakeCluster cluster, String... more) {
        var args = new ArrayList<>(List.of("infra", "down", "shop", "--yes", "--timeout", "5s"));
        args.addAll(List.of(more));
        return CliRun.in(directory).world(cluster.world()).run(args.toArray(String[]::new));
    }

    private static FakeCluster shop(String policy) {
        return FakeCluster.of("{deletionPolicy: %s}".formatted(policy), "{" + HOSTS + "}");
    }

    @Test
    void machinesThatWentAreNamed() {
        var cluster = shop("Retain").thenGone();

        var result = down(cluster);

        assertEquals(0, result.exitCode(), result.text());
        assertEquals("shop is deleted, and so are its machines: app-1, db.\n", result.out());
        assertEquals(List.of("delete (dry run)", "merge {\"deletionPolicy\":\"Delete\"}", "delete"), cluster.calls());
    }

    @Test
    void machinesThatSomebodyRetainedMeanwhileAreNotSaidToBeGone() {
        var result = down(shop("Delete")
                .then(FakeCluster.resource("one", "{deletionPolicy: Retain}", "{" + HOSTS + "}"))
                .thenGone());

        assertEquals(1, result.exitCode(), result.text());
        assertEquals("", result.out());
        assertTrue(
                result.err()
                        .endsWith(
                                "error: shop is deleted, but somebody had set its deletionPolicy to Retain meanwhile: what had not"
                                        + " gone before that remains of app-1, db. No resource sees to these machines any more; delete"
                                        + " those that are not wanted in the cloud.\n"),
                result.err());
    }

    @Test
    void hostsThatSomebodyProtectedMeanwhileRemain() {
        var result = down(shop("Delete")
                .then(FakeCluster.resource(
                        "one",
                        "{deletionPolicy: Delete, hosts: [{name: db, role: db, protect: true}]}",
                        "{" + HOSTS + "}"))
                .thenGone());

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(
                result.err()
                        .contains(
                                "error: shop is deleted, and so are its machines: app-1. These were protected in the end and stay as"
                                        + " they are: db."),
                result.err());
    }

    @Test
    void aDeletionThatFailsPutsThePolicyBack() {
        var cluster = shop("Retain").undeletable(new IllegalStateException("forbidden by a webhook"));

        var result = down(cluster);

        assertEquals(1, result.exitCode(), result.text());
        assertEquals(
                List.of(
                        "delete (dry run)",
                        "merge {\"deletionPolicy\":\"Delete\"}",
                        "delete",
                        "merge {\"deletionPolicy\":\"Retain\"}"),
                cluster.calls());
        assertTrue(
                result.err().contains("warning: the deletion of shop failed; its deletionPolicy is Retain again.\n"),
                result.err());
    }

    @Test
    void aResourceThatIsGoneBeforeAnybodyWatchesEndsTheWait() {
        var result = down(shop("Delete").goneAtOnce());

        assertEquals(0, result.exitCode(), result.text());
    }

    @Test
    void anotherResourceOfThatNameIsNotTheOneThatIsAwaited() {
        var result = down(shop("Delete").then(FakeCluster.resource("two", "{deletionPolicy: Retain}", "{}")));

        assertEquals(0, result.exitCode(), result.text());
        assertEquals("shop is deleted, and so are its machines: app-1, db.\n", result.out());
    }

    @Test
    void whatChangedWhileSomebodyWasAskedIsNotDeleted() {
        for (var later : List.of(
                FakeCluster.resource("two", "{deletionPolicy: Retain}", "{" + HOSTS + "}"),
                FakeCluster.resource(
                        "one",
                        "{deletionPolicy: Retain}",
                        "{" + HOSTS.replace("]", ", {name: app-2, role: app, state: Ready}]") + "}"),
                FakeCluster.resource(
                        "one",
                        "{deletionPolicy: Retain, hosts: [{name: db, role: db, protect: true}]}",
                        "{" + HOSTS + "}"))) {
            var cluster = shop("Retain").found(later);

            var result = CliRun.in(directory)
                    .world(cluster.world())
                    .terminal(80)
                    .input("shop\n")
                    .run("infra", "down", "shop");

            assertEquals(1, result.exitCode(), result.text());
            assertEquals(List.of(), cluster.calls());
        }
        var kept = shop("Delete").found(FakeCluster.resource("one", "{deletionPolicy: Retain}", "{" + HOSTS + "}"));

        var result = CliRun.in(directory)
                .world(kept.world())
                .terminal(80)
                .input("shop\n")
                .run("delete", "shop");

        assertTrue(
                result.err()
                        .endsWith("error: shop is not what it was when you were asked: nothing was deleted. Run this"
                                + " again.\n"),
                result.err());
        assertEquals(List.of(), kept.calls());
    }

    @Test
    void whoMakesItAnewIsNamedByBothWaysToDeleteIt() {
        var cluster = shop("Delete")
                .annotated("argocd.argoproj.io/tracking-id", "shop-prod:stagecraft.dev/Stagecraft:prod/shop");
        var cli = CliRun.in(directory).world(cluster.world());
        var words =
                "Git owns shop (Argo CD application shop-prod), which creates it anew at the next sync; take it out of"
                        + " Git first";

        var down = cli.run("infra", "down", "shop", "--dry-run");
        var delete = cli.run("delete", "shop", "--dry-run");

        assertTrue(down.err().contains("warning: " + words + ".\n"), down.err());
        assertTrue(delete.err().contains(words + "\n"), delete.err());
    }
}
