package dev.stagecraft.release;

/** What the hosts are to serve, and how that comes about. */
public sealed interface Intent {
    /** The release that is served already (new hosts are brought to it). */
    record Serve(ReleaseRecord release) implements Intent {}

    /** A release of the spec as it is now. */
    record Deploy() implements Intent {}

    /**
     * A release that serves an old one's inputs again.
     *
     * @param reason RolledBack or RolloutFailed, for the hold
     */
    record Rollback(ReleaseRecord to, String reason) implements Intent {
        /** The reason of a rollback that a person asked for. */
        public static final String ASKED = "RolledBack";

        /** The reason of a rollback by the operator. */
        public static final String AUTOMATIC = "RolloutFailed";

        /** Whether nobody asked for it. */
        public boolean automatic() {
            return reason.equals(AUTOMATIC);
        }
    }

    /** The release for this spec failed; nothing changes until the spec does or somebody asks for a retry. */
    record Blocked(ReleaseRecord failed) implements Intent {}
}
