package dev.stagecraft.cluster;

/** The name under which a resource's identity is kept is taken; the message says by what, and what to do about it. */
public final class IdentityConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    public IdentityConflict(String message) {
        super(message);
    }
}
