package dev.stagecraft.catalogue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One promise of the system.
 *
 * @param spec the page that spells it out, relative to the repository; null while only planned
 * @param tests simple names of the test classes that would fail if the promise broke
 * @param note what is missing; null when nothing is
 */
record Feature(
        String id,
        String title,
        Status status,
        @Nullable String spec,
        List<String> tests,
        @Nullable String note) {

    Feature {
        requireNonNull(id, "id");
        requireNonNull(title, "title");
        requireNonNull(status, "status of " + id);
        tests = tests == null ? List.of() : List.copyOf(tests);
    }

    /** How much of a feature is true today. */
    enum Status {
        @JsonProperty("done")
        DONE,
        @JsonProperty("partial")
        PARTIAL,
        @JsonProperty("planned")
        PLANNED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Features under one heading, in the order people read them. */
    record Group(String title, List<Feature> features) {
        Group {
            requireNonNull(title, "title");
            features = List.copyOf(features);
        }
    }
}
