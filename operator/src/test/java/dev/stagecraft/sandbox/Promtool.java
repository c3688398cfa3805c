package dev.stagecraft.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus' own checker, where the machine has it. */
public final class Promtool {
    private Promtool() {}

    /** Whether it can be run. */
    public static boolean present() {
        return Programs.onPath("promtool");
    }

    /** How a run ended and all that it said. */
    public record Ended(int status, String said) {}

    /** Runs it with that text as its standard input; fails when it does not end. */
    public static Ended run(String stdin, String... arguments) throws InterruptedException {
        try {
            var said = Files.createTempFile("promtool-", ".txt");
            var promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), Stream.of(arguments))
                            .toList())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try (var pipe = promtool.getOutputStream()) {
                pipe.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            if (!promtool.waitFor(30, TimeUnit.SECONDS)) {
                promtool.destroyForcibly();
                throw new AssertionError("promtool did not end within 30 s");
            }
            var words = Files.readString(said);
            Files.delete(said);
            return new Ended(promtool.exitValue(), words);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
