package dev.stagecraft.cli.dev;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.Signals;

/** Ctrl-C, the request to end, and the end of the terminal, as long as this is open; then they mean again what they meant before. */
final class Interrupts implements AutoCloseable {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final List<Runnable> undo = new ArrayList<>();

    Interrupts(Runnable request) {
        for (String signal : SIGNALS) {
            Object before = Signals.register(signal, request);
            undo.add(() -> Signals.unregister(signal, before));
        }
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }
}
