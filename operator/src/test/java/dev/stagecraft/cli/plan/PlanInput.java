package dev.stagecraft.cli.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of {@code src/test/resources/cli/plan/input}, copied to where a command runs. */
final class PlanInput {
    private static final Path INPUT =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("operator/src/test/resources/cli/plan/input");

    private PlanInput() {}

    static String text(String name) {
        try {
            return Files.readString(INPUT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them. */
    static void copy(Path to) {
        try (var files = Files.walk(INPUT)) {
            for (var file : files.sorted().toList()) {
                var target = to.resolve(INPUT.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
