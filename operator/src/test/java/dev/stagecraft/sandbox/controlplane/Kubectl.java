package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The plain {@code kubectl} of the machine, as users run it. */
public record Kubectl(Path program, Path kubeconfig) {

    private static final long TIMEOUT_SECONDS = 60;

    /** What a run has said, on both outputs, and how it ended. */
    public record Result(int exitCode, String output) {}

    /**
     * The first one on the PATH.
     *
     * @throws AssertionError when there is none, with what to do
     */
    public static Kubectl of(Path kubeconfig) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(directory -> Path.of(directory, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Kubectl(program, kubeconfig))
                .orElseThrow(() ->
                        new AssertionError("kubectl is not on the PATH: install it (Debian: kubernetes-client)."));
    }

    /** Runs it with nothing but the kubeconfig, and waits for its end. */
    public Result run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(program.toString(), "--kubeconfig=" + kubeconfig));
        command.addAll(List.of(arguments));
        var output = Files.createTempFile("kubectl", ".out");
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " has not ended after " + TIMEOUT_SECONDS + " s");
            }
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
