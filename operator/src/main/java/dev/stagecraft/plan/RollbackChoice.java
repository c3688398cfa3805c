package dev.stagecraft.plan;

/** A release that could be served again, and the version of its code. */
public record RollbackChoice(String release, String version) {}
