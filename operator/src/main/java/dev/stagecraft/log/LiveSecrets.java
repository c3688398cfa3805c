package dev.stagecraft.log;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The secrets that this process works with just now, by whose they are, so that none of them ends in a log. Thread-safe. */
public final class LiveSecrets {
    private final Map<String, Set<Secret>> byOwner = new ConcurrentHashMap<>();

    /** Null after a change: texts are cleaned far less often than secrets are read. */
    private final AtomicReference<@Nullable Sanitizer> known = new AtomicReference<>();

    /** The owner has these now, and no others. */
    public void keep(String owner, Collection<Secret> secrets) {
        var now = Set.copyOf(secrets);
        if (!now.equals(byOwner.put(owner, now))) {
            known.set(null);
        }
    }

    /** The owner has these as well. */
    public void add(String owner, Collection<Secret> secrets) {
        var all = new HashSet<>(byOwner.getOrDefault(owner, Set.of()));
        all.addAll(secrets);
        keep(owner, all);
    }

    /** The owner is gone. */
    public void forget(String owner) {
        if (byOwner.remove(owner) != null) {
            known.set(null);
        }
    }

    /** Knows all of them. */
    public Sanitizer sanitizer() {
        var ready = known.get();
        if (ready != null) {
            return ready;
        }
        var made = Sanitizer.of(byOwner.values().stream().flatMap(Set::stream).toList());
        known.compareAndSet(null, made);
        return made;
    }
}
