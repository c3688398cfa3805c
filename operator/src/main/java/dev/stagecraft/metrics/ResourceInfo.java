package dev.stagecraft.metrics;

/** What the info series of a resource says; a change replaces the series. */
public record ResourceInfo(String project, String environment, String version) {}
