package dev.stagecraft;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * What the libraries have to say is for those who ask for it. Setting Logback up takes longer than all else that help does, so
 * without {@code --verbose} there is none.
 */
final class CliLogging {
    private static final Set<String> ASKED = Set.of("-v", "--verbose", "--verbose=true");
    private static final Set<String> TRUE = Set.of("true", "1", "yes");

    private CliLogging() {}

    /** Must come before anything that has a logger. Looks at the words themselves, as it is too early for a parser. */
    static void set(Map<String, String> environment, String... args) {
        if (verbose(environment, args)) {
            System.setProperty("logback.configurationFile", "logback-cli.xml");
            return;
        }
        System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
        System.setProperty("slf4j.internal.verbosity", "ERROR");
        System.setProperty("java.util.logging.config.file", "/dev/null");
    }

    /** What comes after {@code --} is for another program. */
    static boolean verbose(Map<String, String> environment, String... args) {
        return TRUE.contains(environment.getOrDefault("STAGECRAFT_VERBOSE", ""))
                || Arrays.stream(args).takeWhile(word -> !word.equals("--")).anyMatch(ASKED::contains);
    }
}
