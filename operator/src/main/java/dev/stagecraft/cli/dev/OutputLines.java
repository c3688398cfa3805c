package dev.stagecraft.cli.dev;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Cuts what a process writes into lines: the last one is handed on also where it does not end, and a very long one in pieces. */
final class OutputLines {
    static final int LONGEST = 16 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    OutputLines(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Returns at the end of the stream; one that breaks off has ended. Bytes that are no UTF-8 are shown as question marks. */
    void pump(InputStream stream) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[8192];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    add(buffer[i]);
                }
            }
        } catch (IOException _) {
            // Whoever stops the process closes its pipe.
        }
        if (!line.isEmpty()) {
            flush();
        }
    }

    private void add(char letter) {
        if (letter == '\n') {
            flush();
        } else {
            line.append(letter);
            if (line.length() >= LONGEST) {
                flush();
            }
        }
    }

    private void flush() {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        // Progress bars write over themselves; what is on the screen in the end is what counts.
        lines.accept(line.substring(line.lastIndexOf("\r", end - 1) + 1, end));
        line.setLength(0);
    }
}
