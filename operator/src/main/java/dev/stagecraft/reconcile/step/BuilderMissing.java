package dev.stagecraft.reconcile.step;

/** There is nobody who could build. */
public final class BuilderMissing extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean passing;

    /** @param passing whether there may be somebody later, without anybody changing anything */
    public BuilderMissing(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    boolean passing() {
        return passing;
    }
}
