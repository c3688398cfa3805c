package dev.stagecraft;

import dev.stagecraft.cli.session.SettingsFile;
import dev.stagecraft.cli.session.Truth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the libraries have to say is for those who ask for it. Setting Logback up takes longer than all else that help does, so
 * without {@code --verbose} there is none.
 */
final class CliLogging {
    private static final String LONG = "--verbose";
    private static final String SHORT = "-v";
    private static final String CONFIG = "--config";
    private static final String KEY = "verbose:";

    private CliLogging() {}

    /** Must come before anything that has a logger. Looks at the words themselves, as it is too early for a parser. */
    static void set(Map<String, String> environment, Path directory, String... args) {
        if (verbose(environment, directory, args)) {
            System.setProperty("logback.configurationFile", "logback-cli.xml");
            return;
        }
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("java.util.logging.config.file", "/dev/null");
    }

    /** As {@link dev.stagecraft.cli.session.Settings} has it. What comes after {@code --} is for another program. */
    static boolean verbose(Map<String, String> environment, Path directory, String... args) {
        var words = Arrays.stream(args).takeWhile(word -> !word.equals("--")).toList();
        return flag(words)
                .or(() -> Optional.ofNullable(environment.get("STAGECRAFT_VERBOSE"))
                        .filter(value -> !value.isEmpty())
                        .map(value -> Truth.of(value).orElse(false)))
                .or(() -> inFile(environment, directory, words))
                .orElse(false);
    }

    private static Optional<Boolean> flag(List<String> words) {
        Optional<Boolean> found = Optional.empty();
        for (int at = 0; at < words.size(); at++) {
            var word = words.get(at);
            var next = at + 1 < words.size() ? words.get(at + 1) : "";
            if (word.equals(LONG) || word.equals(SHORT)) {
                found = Optional.of(!next.equalsIgnoreCase("false"));
            } else if (word.startsWith(LONG + "=") || word.startsWith(SHORT + "=")) {
                found = Optional.of(word.substring(word.indexOf('=') + 1).equalsIgnoreCase("true"));
            }
        }
        return found;
    }

    /** A line of the file's outermost level, and no more: YAML's parser takes longer than help does. */
    private static Optional<Boolean> inFile(Map<String, String> environment, Path directory, List<String> words) {
        var file = directory.resolve(SettingsFile.named(config(words).orElse(null), environment)
                .orElseGet(() -> SettingsFile.usual(environment)));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(KEY))
                    .map(line -> line.substring(KEY.length()).split("#", 2)[0].replaceAll("[\"'\\s]", ""))
                    .flatMap(value -> Truth.of(value).stream())
                    .findFirst();
        } catch (IOException unreadable) {
            // Whoever reads the settings tells.
            return Optional.empty();
        }
    }

    private static Optional<String> config(List<String> words) {
        Optional<String> found = Optional.empty();
        for (int at = 0; at < words.size(); at++) {
            var word = words.get(at);
            if (word.equals(CONFIG) && at + 1 < words.size()) {
                found = Optional.of(words.get(at + 1));
            } else if (word.startsWith(CONFIG + "=")) {
                found = Optional.of(word.substring(CONFIG.length() + 1));
            }
        }
        return found;
    }
}
