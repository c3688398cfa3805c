package dev.stagecraft.sandbox.net;

/** The flavour of Compose that a host has. */
public enum Compose {
    /** Debian's {@code docker-compose}. */
    V1,
    /** The plugin {@code docker compose}. */
    V2,
    /** Both flavours. */
    BOTH,
    /** Docker Engine without Compose. */
    NONE
}
