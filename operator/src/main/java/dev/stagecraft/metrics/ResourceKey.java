package dev.stagecraft.metrics;

/** Which resource a series belongs to. */
public record ResourceKey(String namespace, String name) {}
