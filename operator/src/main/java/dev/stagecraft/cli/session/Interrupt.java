package dev.stagecraft.cli.session;

/**
 * While this is open, Ctrl-C does something before the process ends: it interrupts no thread. The process then ends with the
 * status of the signal, which the virtual machine sees to.
 */
public final class Interrupt implements AutoCloseable {
    private final Thread hook;

    private Interrupt(Thread hook) {
        this.hook = hook;
    }

    /** @param then leaves the terminal as it was, and says what goes on without the command; on another thread */
    public static Interrupt doing(Runnable then) {
        var hook = new Thread(then, "interrupted");
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
