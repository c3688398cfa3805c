package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cluster and namespace a process means that is told neither, as its own environment and home directory have it. */
class KubeconfigIT {
    private final YAMLMapper yaml = new YAMLMapper();
    private String kubeconfig = "";

    @TempDir
    Path directory;

    /** Two contexts of the real API server, the first of which is the current one. */
    @BeforeEach
    void contexts() throws IOException {
        var file = (ObjectNode)
                yaml.readTree(Files.readString(SharedControlPlane.get().kubeconfig()));
        var given = file.at("/contexts/0/context");
        file.putArray("contexts")
                .add(context(given, "first", "of-the-first"))
                .add(context(given, "second", "of-the-second"));
        file.put("current-context", "first");
        kubeconfig = yaml.writeValueAsString(file);
    }

    private ObjectNode context(JsonNode given, String name, String namespace) {
        var entry = yaml.createObjectNode().put("name", name);
        entry.set("context", ((ObjectNode) given.deepCopy()).put("namespace", namespace));
        return entry;
    }

    private Path written(String name) throws IOException {
        var file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, kubeconfig);
    }

    /** Asks for what is not there, so that the answer names the namespace that was looked into. */
    private static Shell.Result asked(Shell shell, String... options) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stagecraft.Cli",
                "hosts",
                "shop"));
        words.addAll(List.of(options));
        return shell.run(words.toArray(String[]::new));
    }

    private static void assertLookedInto(String namespace, Shell.Result result) {
        assertEquals(
                new Shell.Result(
                        1,
                        "",
                        "error: There is no Stagecraft shop in namespace " + namespace
                                + "; there is none at all: name another with -n, or apply one (stagecraft init writes one).\n"),
                result);
    }

    @Test
    void theKubeconfigOfTheEnvironmentIsTakenWithItsContexts() throws IOException {
        var shell = Shell.in(directory)
                .with("KUBECONFIG", written("of-the-environment").toString());

        assertLookedInto("of-the-first", asked(shell));
        assertLookedInto("of-the-second", asked(shell, "--context", "second"));
        assertLookedInto("of-none", asked(shell, "--context", "second", "-n", "of-none"));
        assertEquals(
                new Shell.Result(
                        1,
                        "",
                        "error: There is no context third in the kubeconfig; kubectl config get-contexts lists those that there are.\n"),
                asked(shell, "--context", "third"));
    }

    @Test
    void theKubeconfigOfTheHomeDirectoryIsTakenWhereNoneIsNamed() throws IOException {
        written(".kube/config");

        assertLookedInto("of-the-first", asked(Shell.in(directory)));
    }

    @Test
    void whereNothingNamesAClusterThatIsSaid() throws IOException {
        var said = new Shell.Result(
                1,
                "",
                "error: No kubeconfig names a cluster; give one with --kubeconfig or in KUBECONFIG, put it at ~/.kube/config,"
                        + " or choose a --context of the one that is there.\n");

        assertEquals(said, asked(Shell.in(directory)));
        kubeconfig = kubeconfig.replaceFirst("current-context: .*", "");
        var shell = Shell.in(directory).with("KUBECONFIG", written("undecided").toString());
        assertEquals(said, asked(shell));
        assertLookedInto("of-the-second", asked(shell, "--context", "second"));
    }
}
