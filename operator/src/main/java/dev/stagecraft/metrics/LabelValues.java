package dev.stagecraft.metrics;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the values of one label few: the first so many stay as they are, any later one becomes {@code other}. All in
 * lower case, so that two spellings of a word are one series.
 */
final class LabelValues {
    static final String OTHER = "other";
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final int limit;

    LabelValues(int limit) {
        this.limit = limit;
    }

    String bounded(String text) {
        var value = text.toLowerCase(Locale.ROOT);
        if (seen.contains(value)) {
            return value;
        }
        synchronized (seen) {
            if (seen.size() < limit) {
                seen.add(value);
            }
            return seen.contains(value) ? value : OTHER;
        }
    }
}
