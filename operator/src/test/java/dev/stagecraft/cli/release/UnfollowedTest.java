package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was asked for and cannot be followed, by who may change a resource and not watch it, is not told as if it were not done. */
class UnfollowedTest {
    private static final String STANDS =
            "The cluster does not let you do that: stagecrafts is forbidden. Ask for that right, or choose another"
                    + " --namespace. What was asked for stands, and is only not followed: the release goes on; stagecraft"
                    + " status shop follows it.";

    @TempDir
    Path directory;

    private final FakeCluster cluster = FakeCluster.of("{version: v1}", "{current: {release: rel-1, version: v1}}")
            .unwatchable(new KubernetesClientException("stagecrafts is forbidden", 403, null));

    private CliRun.Result deploy(String... more) {
        var args = List.of("deploy", "shop", "--version", "v2");
        return CliRun.in(directory)
                .world(cluster.world())
                .run(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
    }

    @Test
    void theErrorSaysThatItStands() {
        var result = deploy();

        assertEquals(List.of("merge {\"version\":\"v2\"}"), cluster.calls());
        assertEquals(1, result.exitCode(), result.text());
        assertEquals("error: " + STANDS + "\n", result.err());
    }

    @Test
    void soDoesTheDocument() {
        var result = deploy("-o", "yaml");

        assertEquals(1, result.exitCode(), result.text());
        assertTrue(result.out().contains("outcome: Unfollowed\n"), result.text());
        assertTrue(result.out().contains("- stagecraft status shop\n"), result.text());
    }
}
