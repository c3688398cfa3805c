package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks the person at the terminal. */
final class Answers {
    private final Session session;

    Answers(Session session) {
        this.session = session;
    }

    /** Whether there is somebody to ask. */
    boolean possible() {
        return session.console().screen().terminal();
    }

    /** One line, without white space around it; empty at the end of the input. */
    String to(String question) {
        session.console().err().print(question);
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
}
