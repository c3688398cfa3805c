package dev.stagecraft.host;

/** The host answers but cannot run Compose, and we cannot make it: a person must act. The message says how. */
public final class HostNotUsable extends RuntimeException {

    public HostNotUsable(String message) {
        super(message);
    }
}
