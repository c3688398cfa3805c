package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A command to run once in a container of a service.
 *
 * @param release whose files on the host are used
 * @param name of the container; under one name there is one run
 * @param occasion what it is run for: on the same occasion a container that was started and is gone is not started again
 * @param labels in addition to the one that makes the container ours
 * @param command words for the image's entrypoint; they show in the host's process list
 */
public record OneOffRequest(
        String release,
        String name,
        String occasion,
        String service,
        SortedMap<String, String> labels,
        List<String> command) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,250}");

    public OneOffRequest {
        ReleaseFiles.requireRelease(release);
        requireNonNull(service, "service");
        if (occasion.isEmpty()) {
            throw new IllegalArgumentException("a run needs an occasion");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must match %s: %s".formatted(NAME, name));
        }
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        command = List.copyOf(command);
    }

    /** As above, with labels in any order. */
    public static OneOffRequest of(
            String release,
            String name,
            String occasion,
            String service,
            Map<String, String> labels,
            List<String> command) {
        return new OneOffRequest(release, name, occasion, service, new TreeMap<>(labels), command);
    }
}
