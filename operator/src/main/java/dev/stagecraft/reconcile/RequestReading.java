package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.release.Requests;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what people ask for by annotation or in the spec. */
final class RequestReading {
    static final String PREFIX = "stagecraft.dev/";

    private RequestReading() {}

    static Requests read(Stagecraft resource) {
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

    /** Every plan id that is approved just now: by annotation, and in the spec. */
    static List<String> approvals(Stagecraft resource) {
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
