package dev.stagecraft.plan;

/** A phase of the release with nothing to do, and why. */
public record SkippedPhase(Phase phase, String reason) {}
