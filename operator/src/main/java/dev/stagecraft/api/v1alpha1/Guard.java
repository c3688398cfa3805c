package dev.stagecraft.api.v1alpha1;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the constructors of this package do to their arguments: absence becomes emptiness, and copies are immutable. */
final class Guard {
    private Guard() {}

    static String text(@Nullable String value) {
        return text(value, "");
    }

    static String text(@Nullable String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }

    static <T> List<T> list(@Nullable List<T> values) {
        return values == null
                ? List.of()
                : values.stream().filter(Objects::nonNull).toList();
    }

    /** Sorted by key, so that equal maps are written as equal bytes. */
    static <V> Map<String, V> map(@Nullable Map<String, V> values) {
        if (values == null) {
            return Map.of();
        }
        Map<String, V> copy = new TreeMap<>(values);
        copy.values().removeIf(Objects::isNull);
        return Collections.unmodifiableMap(copy);
    }
}
