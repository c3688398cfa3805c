package dev.stagecraft;

import dev.stagecraft.cli.session.LocalTerminal;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Optional;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The terminal of this process, set by {@code stty}; keys and text go through the process's own streams. */
final class SystemTerminal implements LocalTerminal {
    private static final String DUMB = "dumb";

    private final Terminal terminal;

    private SystemTerminal(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Empty where standard input or output is none. */
    static Optional<LocalTerminal> find() {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SystemTerminal(TerminalBuilder.builder()
                    .system(true)
                    .dumb(false)
                    .provider("exec")
                    .build()));
        } catch (IOException | IllegalStateException none) {
            return Optional.empty();
        }
    }

    @Override
    public String type() {
        return Optional.ofNullable(terminal.getType())
                .filter(type -> !type.isBlank())
                .orElse(DUMB);
    }

    @Override
    public int columns() {
        return Math.max(1, terminal.getWidth());
    }

    @Override
    public int rows() {
        return Math.max(1, terminal.getHeight());
    }

    @Override
    public Raw raw(Runnable resized) {
        var before = terminal.getAttributes();
        var restore = Thread.ofPlatform().unstarted(() -> terminal.setAttributes(before));
        // For a process that is ended from outside.
        Runtime.getRuntime().addShutdownHook(restore);
        terminal.handle(Terminal.Signal.WINCH, signal -> resized.run());
        terminal.setAttributes(raw(before));
        return () -> {
            terminal.setAttributes(before);
            Runtime.getRuntime().removeShutdownHook(restore);
            close();
        };
    }

    private void close() {
        try {
            terminal.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What cfmakeraw(3) does. */
    private static Attributes raw(Attributes before) {
        var raw = new Attributes(before);
        raw.setInputFlags(
                EnumSet.of(
                        InputFlag.IGNBRK,
                        InputFlag.BRKINT,
                        InputFlag.PARMRK,
                        InputFlag.ISTRIP,
                        InputFlag.INLCR,
                        InputFlag.IGNCR,
                        InputFlag.ICRNL,
                        InputFlag.IXON),
                false);
        raw.setOutputFlag(OutputFlag.OPOST, false);
        raw.setLocalFlags(
                EnumSet.of(LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON, LocalFlag.ISIG, LocalFlag.IEXTEN),
                false);
        raw.setControlChar(ControlChar.VMIN, 1);
        raw.setControlChar(ControlChar.VTIME, 0);
        return raw;
    }
}
