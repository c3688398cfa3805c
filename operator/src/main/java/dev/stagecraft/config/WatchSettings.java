package dev.stagecraft.config;

import java.time.Duration;
import java.util.Set;

/**
 * What is watched.
 *
 * @param namespaces the namespaces to watch; empty means all
 * @param maxInterval the longest time between two looks at a resource that nothing has touched
 */
public record WatchSettings(Set<String> namespaces, Duration maxInterval) {
    public WatchSettings {
        namespaces = Set.copyOf(namespaces);
    }
}
