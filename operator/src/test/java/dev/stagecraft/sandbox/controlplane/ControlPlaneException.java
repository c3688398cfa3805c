package dev.stagecraft.sandbox.controlplane;

/** A control plane that cannot be had or has gone; the message says what to do about it. */
public final class ControlPlaneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ControlPlaneException(String message) {
        super(message);
    }

    ControlPlaneException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
