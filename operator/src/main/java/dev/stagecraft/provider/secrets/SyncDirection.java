package dev.stagecraft.provider.secrets;

/** Which way values are carried. */
public enum SyncDirection {
    /** From the cluster to the other place. */
    PUSH,
    /** From the other place to the cluster. */
    PULL
}
