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
 * @param mark under which the host remembers the last occasion
 * @param occasion what it is run for: on the same occasion a container that was started and is gone is not started again
 * @param labels in addition to the one that makes the container ours
 * @param environment beside that of the service; shows in the host's process list
 * @param command words for the image's entrypoint; they show in the host's process list
 */
public record OneOffRequest(
        String release,
        String name,
        String mark,
        String occasion,
        String service,
        SortedMap<String, String> labels,
        SortedMap<String, String> environment,
        List<String> command) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,250}");

    public OneOffRequest {
        ReleaseFiles.requireRelease(release);
        requireNonNull(service, "service");
        if (occasion.isEmpty()) {
            throw new IllegalArgumentException("a run needs an occasion");
        }
        requireName(name);
        requireName(mark);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        command = List.copyOf(command);
    }

    /** Remembered under the container's name, with labels in any order and the environment of the service. */
    public static OneOffRequest of(
            String release,
            String name,
            String occasion,
            String service,
            Map<String, String> labels,
            List<String> command) {
        return new OneOffRequest(
                release, name, name, occasion, service, new TreeMap<>(labels), Collections.emptySortedMap(), command);
    }

    /** The same, remembered under that mark. */
    public OneOffRequest markedAs(String newMark) {
        return new OneOffRequest(release, name, newMark, occasion, service, labels, environment, command);
    }

    /** The same with those variables. */
    public OneOffRequest with(Map<String, String> variables) {
        return new OneOffRequest(release, name, mark, occasion, service, labels, new TreeMap<>(variables), command);
    }

    /** The same with that label as well. */
    OneOffRequest labelled(String label, String value) {
        var more = new TreeMap<>(labels);
        more.put(label, value);
        return new OneOffRequest(release, name, mark, occasion, service, more, environment, command);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must match %s: %s".formatted(NAME, name));
        }
    }
}
