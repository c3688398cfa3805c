package dev.stagecraft.sandbox.registry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The tokens that the registry gives out; every one is different, so that a caller's reuse shows. */
final class RegistryTokens {
    private final Set<String> given = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean required;
    private volatile long seconds;

    void require(long seconds) {
        this.seconds = seconds;
        required = true;
    }

    boolean accepts(String authorization) {
        return !required || carries(authorization);
    }

    boolean carries(String authorization) {
        return authorization.startsWith("Bearer ") && given.contains(authorization.substring(7));
    }

    /** The body of a token server's answer. */
    String issue() {
        var token = "sandbox-" + count.incrementAndGet();
        given.add(token);
        return "{\"token\":\"%s\",\"expires_in\":%d}".formatted(token, seconds);
    }
}
