package dev.stagecraft.cluster;

/** The name under which a Job's inputs are kept is taken; the message says by what, and what to do about it. */
public final class JobInputsConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public JobInputsConflict(String message) {
        super(message);
    }
}
