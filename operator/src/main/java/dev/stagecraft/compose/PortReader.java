package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Reads {@code ports} in both forms. */
final class PortReader {
    private PortReader() {}

    /** The host side of every port that names one; a container port alone gets a free port and is left out. */
    static List<String> published(JsonNode service) {
        return service.path("ports")
                .valueStream()
                .map(entry -> entry.isObject() ? longForm(entry) : shortForm(entry.asText()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> shortForm(String text) {
        List<String> parts = ShortSyntax.partsOfPort(text);
        if (parts.size() == 1 && text.contains("$")) {
            // What the variable holds may publish a port; reading it as one that does is the careful way.
            return Optional.of(text);
        }
        if (parts.size() < 2 || parts.get(parts.size() - 2).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(":", parts.subList(0, parts.size() - 1)));
    }

    private static Optional<String> longForm(JsonNode entry) {
        String published = entry.path("published").asText();
        if (published.isEmpty() || published.equals("0")) {
            return Optional.empty();
        }
        String address = entry.path("host_ip").asText();
        return Optional.of(address.isEmpty() ? published : address + ":" + published);
    }
}
