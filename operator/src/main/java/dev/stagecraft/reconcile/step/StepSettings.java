package dev.stagecraft.reconcile.step;

import java.time.Duration;

/**
 * How steps wait and are tried again.
 *
 * @param attempts how often a step may fail before its plan does, at least 1
 * @param backoffBase the wait after the first failure; it doubles from there
 * @param backoffMax no wait after a failure is longer
 * @param createWindow how long after a create was sent the cloud's list may not show the machine
 * @param cloudPoll between two looks at a machine that is on its way
 * @param hostPoll between two looks at a host or container that is on its way
 * @param settle how long a container without any check must run before it counts as healthy
 * @param concurrency how many steps run at the same time, over all resources
 */
public record StepSettings(
        int attempts,
        Duration backoffBase,
        Duration backoffMax,
        Duration createWindow,
        Duration cloudPoll,
        Duration hostPoll,
        Duration settle,
        int concurrency) {}
