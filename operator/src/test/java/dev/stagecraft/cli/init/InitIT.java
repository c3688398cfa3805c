package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.controlplane.Kubectl;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What init writes, as the plain kubectl puts it together and as the real API server takes it. */
class InitIT {
    @TempDir
    Path directory;

    static Stream<InitCase> cases() {
        return Stream.of("repos", "from").flatMap(InitCase::all).filter(InitCase::writes);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyOverlayIsAcceptedByTheApiServer(InitCase each) throws Exception {
        Path worked = each.layOut(directory);
        assertEquals(0, CliRun.in(worked).run(each.args()).exitCode());

        for (Path overlay : overlays(worked)) {
            var applied = kubectl("apply", "-k", overlay.toString(), "--dry-run=server", "--validate=strict");

            assertEquals(0, applied.exitCode(), overlay + ": " + applied.output());
        }
    }

    /** As the command line checks it: no Secret is there yet, and each is taken as given. */
    @ParameterizedTest
    @MethodSource("cases")
    void everyOverlayPassesValidate(InitCase each) throws Exception {
        Path worked = each.layOut(directory);
        CliRun.in(worked).run(each.args());

        for (Path overlay : overlays(worked)) {
            var checked =
                    CliRun.in(worked).with("PATH", System.getenv("PATH")).run("validate", "-f", overlay.toString());

            assertEquals(0, checked.exitCode(), checked.text());
        }
    }

    /** Strict validation names every field that the schema does not have; this is what keeps the test above able to fail. */
    @Test
    void aFieldThatDoesNotExistIsRefused() throws Exception {
        Path worked = InitCase.of("repos", "compose").layOut(directory);
        CliRun.in(worked).run("init", "--non-interactive");
        Path base = worked.resolve("stagecraft/base/stagecraft.yaml");
        Files.writeString(base, Files.readString(base) + "  colour: blue\n");

        var applied = kubectl(
                "apply",
                "-k",
                worked.resolve("stagecraft/overlays/prod").toString(),
                "--dry-run=server",
                "--validate=strict");

        assertEquals(1, applied.exitCode(), applied.output());
    }

    @Test
    void theCommandsThatAreToldMakeWhatTheResourceNames() throws Exception {
        Path worked = InitCase.of("repos", "static").layOut(directory);
        var told = CliRun.in(worked).run(InitCase.of("repos", "static").args());
        Files.createDirectories(worked.resolve(".ssh"));
        Files.writeString(worked.resolve(".ssh/id_ed25519"), "a key");
        String namespace = Namespaces.create(SharedControlPlane.client(), "init");

        for (String host : List.of("app-1", "app-2", "db")) {
            Files.writeString(worked.resolve(host + ".hostkey"), "ssh-ed25519 AAAA");
        }
        told.out()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("kubectl create"))
                .forEach(line -> shell(worked, line + " --namespace=" + namespace));

        var client = SharedControlPlane.client();
        for (String secret : List.of("shop-ssh", "shop-dev-host-keys", "shop-prod-host-keys")) {
            String name = secret.replace("shop", "static");
            assertFalse(
                    client.secrets()
                            .inNamespace(namespace)
                            .withName(name)
                            .get()
                            .getData()
                            .isEmpty(),
                    name);
        }
    }

    private static List<Path> overlays(Path worked) throws IOException {
        try (var overlays = Files.list(worked.resolve("stagecraft/overlays"))) {
            return overlays.sorted().toList();
        }
    }

    private static Kubectl.Result kubectl(String... arguments) throws IOException, InterruptedException {
        return Kubectl.of(SharedControlPlane.get().kubeconfig()).run(arguments);
    }

    /** As a person's shell runs a line, on which a comment may stand at the end. */
    private static void shell(Path worked, String line) {
        int comment = line.indexOf("   #");
        String options = line.substring(line.lastIndexOf(" --namespace="));
        String command =
                (comment < 0 ? line.substring(0, line.lastIndexOf(" --namespace=")) : line.substring(0, comment))
                        + options
                        + " --kubeconfig="
                        + SharedControlPlane.get().kubeconfig();
        try {
            var builder = new ProcessBuilder("bash", "-c", command)
                    .directory(worked.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("HOME", worked.toString());
            var process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), command + ": " + output);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
