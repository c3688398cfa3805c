package dev.stagecraft.reconcile.preview;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what people ask for by annotation or in the spec. */
public final class RequestReading {
    /** Before the name of every annotation by which something is asked for. */
    public static final String PREFIX = "stagecraft.dev/";

    private RequestReading() {}

    /** All of it. */
    public static Requests read(Stagecraft resource) {
        var annotations =
                Optional.ofNullable(resource.getMetadata().getAnnotations()).orElse(Map.of());
        return new Requests(
                approvals(resource).stream().findFirst(),
                text(annotations.get(PREFIX + "rollback-to")),
                text(resource.getSpec().rollbackTo()),
                text(annotations.get(PREFIX + "retry")),
                text(annotations.get(PREFIX + "reconcile")),
                text(annotations.get(PREFIX + "migrate")));
    }

    /** What is asked for that makes a branch worth reading again; empty where nothing new is. */
    public static String occasion(Stagecraft resource, State state) {
        var asked = read(resource);
        var retry = asked.retry().filter(token -> asked.retryIsNew(state.handled()));
        var reconcile = asked.reconcile().filter(token -> asked.reconcileIsNew(state.handled()));
        return Stream.of(retry, reconcile).flatMap(Optional::stream).collect(Collectors.joining(" "));
    }

    /** Every plan id that is approved just now: by annotation, and in the spec. */
    public static List<String> approvals(Stagecraft resource) {
        var annotations =
                Optional.ofNullable(resource.getMetadata().getAnnotations()).orElse(Map.of());
        return Stream.of(
                        text(annotations.get(PREFIX + "approve")),
                        text(resource.getSpec().approval().planId()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> text(@org.jspecify.annotations.Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(cut(value.strip()));
    }

    /** Status cannot hold more, and what it holds must be what is asked, or it would be asked for ever. */
    private static String cut(String value) {
        return value.length() <= Requests.LONGEST ? value : value.substring(0, Requests.LONGEST);
    }
}
