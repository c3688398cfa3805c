package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks the person at the terminal. */
final class Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    private Confirmation() {}

    /** What was typed; empty where nothing was, or nobody is there. */
    static String answer(Session session, String question) {
        session.console().err().print(question + " ");
        session.console().err().flush();
        try {
            var line = new BufferedReader(new InputStreamReader(session.input(), StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean agreed(Session session, String question) {
        return YES.contains(answer(session, question + " [y/N]").toLowerCase(Locale.ROOT));
    }
}
