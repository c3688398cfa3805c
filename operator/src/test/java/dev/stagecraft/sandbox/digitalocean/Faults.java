package dev.stagecraft.sandbox.digitalocean;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Faults that wait for a request to hit; safe for any thread. */
public final class Faults {
    private final List<Waiting> waiting = new ArrayList<>();

    private record Waiting(String method, Pattern path, Fault fault, int times) {}

    /** The next request with this method and path, which is a regular expression without the query. */
    public void next(String method, String path, Fault fault) {
        next(method, path, fault, 1);
    }

    /** The next {@code times} such requests. */
    public synchronized void next(String method, String path, Fault fault, int times) {
        waiting.add(new Waiting(method, Pattern.compile(path), fault, times));
    }

    public synchronized void clear() {
        waiting.clear();
    }

    synchronized Optional<Fault> take(String method, String path) {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting found = waiting.get(i);
            if (found.method().equals(method) && found.path().matcher(path).matches()) {
                if (found.times() > 1) {
                    waiting.set(i, new Waiting(method, found.path(), found.fault(), found.times() - 1));
                } else {
                    waiting.remove(i);
                }
                return Optional.of(found.fault());
            }
        }
        return Optional.empty();
    }
}
