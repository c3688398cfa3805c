package dev.stagecraft.cli.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * Ctrl-C, the request to end, and the end of the terminal, as long as this is open; then they mean again what they meant before.
 * Only the second Ctrl-C hurries: what closes a terminal or a machine may send the others one after another, and more than once.
 */
final class Interrupts implements AutoCloseable {
    private static final String CTRL_C = "INT";
    private static final List<String> SIGNALS = List.of(CTRL_C, "TERM", "HUP");

    private final StopRequest stop;
    private final Consumer<String> say;
    private final List<Runnable> undo = new ArrayList<>();
    private boolean interrupted;

    Interrupts(StopRequest stop, Consumer<String> say) {
        this.stop = stop;
        this.say = say;
        for (String signal : SIGNALS) {
            Object before = Signals.register(signal, () -> received(signal));
            undo.add(() -> Signals.unregister(signal, before));
        }
    }

    /** What a signal does. It is told last: nothing waits for a screen that nobody reads. */
    void received(String signal) {
        asked(signal).ifPresent(say);
    }

    private synchronized Optional<String> asked(String signal) {
        boolean ctrlC = signal.equals(CTRL_C);
        if (ctrlC && interrupted) {
            stop.request();
            return Optional.empty();
        }
        boolean before = stop.asked();
        interrupted = interrupted || ctrlC;
        stop.requestOnce();
        if (ctrlC) {
            return Optional.of("stopping; Ctrl-C once more ends everything at once");
        }
        return before ? Optional.empty() : Optional.of("stopping");
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
    }
}
