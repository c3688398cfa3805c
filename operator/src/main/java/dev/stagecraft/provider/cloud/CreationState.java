package dev.stagecraft.provider.cloud;

/** What became of the cloud's acceptance of a create, which is not yet success. */
public enum CreationState {
    IN_PROGRESS,
    COMPLETED,
    /** It will never become active: report it; a person decides about the remains. */
    ERRORED,
    /** The cloud does not say (any more). */
    UNKNOWN
}
