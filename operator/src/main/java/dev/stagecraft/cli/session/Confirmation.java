package dev.stagecraft.cli.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks the person at the terminal. */
public final class Confirmation {
    private static final Set<String> YES = Set.of("y", "yes");

    private Confirmation() {}

    /** Whether there is somebody to ask. */
    public static boolean possible(Session session) {
        return session.console().screen().terminal();
    }

    /** One line that was typed, without white space around it; empty where nothing was. What follows it stays to be read. */
    public static String answer(Session session, String question) {
        session.console().err().print(question + " ");
        session.console().err().flush();
        var line = new ByteArrayOutputStream();
        try {
            for (int next = session.input().read();
                    next >= 0 && next != '\n';
                    next = session.input().read()) {
                line.write(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** Whether the answer was yes; without one it is no. */
    public static boolean agreed(Session session, String question) {
        return YES.contains(answer(session, question + " [y/N]").toLowerCase(Locale.ROOT));
    }
}
