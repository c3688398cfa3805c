package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Session;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Asks for the size of the window that the process was started in, which may change at any time. By {@code stty}, which every
 * system with a terminal has: Java itself cannot be asked, and a native library would cost the start of every command.
 */
final class Window implements Supplier<WindowSize> {
    private static final int USUAL_ROWS = 24;
    private static final int PATIENCE_MILLIS = 500;
    private static final File TERMINAL = new File("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,5}) ([0-9]{1,5})\\s*");

    private final WindowSize usual;
    private boolean asks;

    /** Where the launcher did not find a terminal, only what the session says of the screen is known. */
    Window(Session session) {
        usual = new WindowSize(session.console().screen().width(), USUAL_ROWS);
        asks = session.environment().containsKey("STAGECRAFT_COLUMNS");
    }

    @Override
    public WindowSize get() {
        return asks ? asked().orElse(usual) : usual;
    }

    private Optional<WindowSize> asked() {
        try {
            var process = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            var matcher = SIZE.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.matches() && !matcher.group(2).equals("0")
                    ? Optional.of(
                            new WindowSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1))))
                    : Optional.empty();
        } catch (IOException e) {
            // No stty, or no terminal that is ours: it is not asked again.
            asks = false;
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
