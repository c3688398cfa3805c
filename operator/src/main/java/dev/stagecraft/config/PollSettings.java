package dev.stagecraft.config;

import java.time.Duration;

/**
 * How long things that are on their way are waited for.
 *
 * @param createWindow how long after a create was sent the cloud's list may not show the machine; no other is sent before
 * @param host between two looks at a host or container that is on its way
 * @param settle how long a container without any check must run before it counts as healthy
 */
public record PollSettings(Duration createWindow, Duration host, Duration settle) {}
