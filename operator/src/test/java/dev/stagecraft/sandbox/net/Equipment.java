package dev.stagecraft.sandbox.net;

/** What a host has when it is handed over. Every host can install Debian's Docker Engine and Compose with apt-get. */
public enum Equipment {
    /** Docker Engine and Debian's {@code docker-compose}. */
    COMPOSE_V1,
    /** Docker Engine and the plugin {@code docker compose}. */
    COMPOSE_V2,
    /** Docker Engine and both flavours. */
    BOTH_COMPOSES,
    /** Docker Engine without Compose. */
    ENGINE_ONLY,
    /** Neither. */
    BARE
}
