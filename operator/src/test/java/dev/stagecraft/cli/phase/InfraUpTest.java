package dev.stagecraft.cli.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What status said before somebody asked is no answer. */
@Timeout(20)
class InfraUpTest {
    private static final String HOSTS = "hosts: [{name: app-1, role: app, state: Ready, publicIp: 203.0.113.7}]";

    @TempDir
    Path directory;

    private CliRun.Result up(FakeCluster cluster) {
        return CliRun.in(directory).world(cluster.world()).run("infra", "up", "--timeout", "1s");
    }

    private static String status(String handled, String stalled, String infrastructure) {
        var why = stalled.isEmpty()
                ? ""
                : "{type: Stalled, status: \"True\", reason: ReleaseFailed, message: " + stalled + "},";
        return "{observedGeneration: 1, handled: {reconcile: \"%s\"}, %s, conditions: [%s{type: InfrastructureReady, status: \"%s\", reason: x, message: y}]}"
                .formatted(handled, HOSTS, why, infrastructure);
    }

    private static Stagecraft later(String status) {
        return FakeCluster.resource("one", "{}", status);
    }

    @Test
    void hostsThatWereReadyBeforeAreNotYetReadyAgain() {
        var result = up(FakeCluster.of("{}", status("", "web is not healthy", "True")));

        assertEquals(4, result.exitCode(), result.text());
        assertFalse(result.out().contains("Ready"), result.text());
    }

    @Test
    void anOperatorThatStandsStillDidNotLook() {
        var result =
                up(FakeCluster.of("{}", status("", "", "True")).then(later(status("", "web is not healthy", "True"))));

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(
                result.err()
                        .endsWith("error: The operator did not look at the machines of shop anew, as it stands still"
                                + " (ReleaseFailed): web is not healthy. Next: stagecraft retry shop\n"),
                result.err());
    }

    @Test
    void whatKeptHostsFromBeingReadyBeforeIsNoAnswer() {
        var result = up(FakeCluster.of("{}", status("", "the token is refused", "False")));

        assertEquals(4, result.exitCode(), result.text());
    }

    @Test
    void aLookThatSomebodyElseAskedForLaterCountsAsWell() {
        var replaced = later(status("99", "", "True"));
        replaced.getMetadata().setAnnotations(Map.of("stagecraft.dev/reconcile", "99"));

        var result = up(FakeCluster.of("{}", status("", "", "False")).then(replaced));

        assertEquals(0, result.exitCode(), result.text());
        assertTrue(result.out().contains("app-1  app   Ready"), result.text());
    }

    @Test
    void whatStandsForLongIsAnAnswer() {
        var before = later(status("", "the token is refused", "False"));

        assertTrue(
                new StandingTrouble(before, Duration.ofHours(1)).answer(before).isEmpty());
        assertTrue(new StandingTrouble(before, Duration.ZERO).answer(before).isPresent());
    }
}
