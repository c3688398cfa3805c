package dev.stagecraft.config;

import java.time.Duration;

/**
 * How often a failing step is tried.
 *
 * @param attempts at least 1; after the last one the resource is stalled
 * @param backoffBase the wait after the first failure; it doubles from there
 * @param backoffMax no wait is longer
 */
public record StepSettings(int attempts, Duration backoffBase, Duration backoffMax) {}
