package dev.stagecraft.cli.init.detect;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Dockerfile.
 *
 * @param directory empty for the root
 * @param name of the file, {@code Dockerfile} most often
 * @param port the first one that it exposes
 */
public record Dockerfile(String directory, String name, OptionalInt port) {
    private static final Pattern EXPOSE = Pattern.compile("(?im)^\\s*EXPOSE\\s+(\\d{1,5})(?:/tcp)?(?:\\s|$)");
    private static final int DEEPEST = 3;
    private static final int LAST_PORT = 65535;

    /** Those up to three directories deep, the nearest to the root first. */
    static List<Dockerfile> in(ProjectFiles files) {
        return files.named("Dockerfile").stream()
                .filter(path -> path.chars().filter(c -> c == '/').count() <= DEEPEST)
                .map(path -> new Dockerfile(
                        ProjectFiles.parent(path),
                        ProjectFiles.name(path),
                        port(files.text(path).orElse(""))))
                .toList();
    }

    private static OptionalInt port(String text) {
        Matcher expose = EXPOSE.matcher(text);
        int port = expose.find() ? Integer.parseInt(expose.group(1)) : 0;
        return port >= 1 && port <= LAST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
    }
}
