package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Console;

/**
 * While this is open, Ctrl-C leaves the terminal as it was and says what goes on without the command. The process then ends with
 * the status of the signal, which the virtual machine sees to.
 */
final class Interrupt implements AutoCloseable {
    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
    }

    static Interrupt telling(Console console, Display display, String sentence) {
        var hook = new Thread(
                () -> {
                    display.close();
                    console.note(sentence);
                },
                "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interrupt(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook runs.
        }
    }
}
