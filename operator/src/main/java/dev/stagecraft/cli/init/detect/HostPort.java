package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A port of the host that is bound to one of the container. */
public record HostPort(int host, int container) {
    private static final Pattern BINDING =
            Pattern.compile("(?:.*:)?(\\d{1,5})(?:-(\\d{1,5}))?:(\\d{1,5})(?:-\\d{1,5})?(?:/tcp)?");
    private static final int LAST = 65_535;

    /** Those of {@code ports} that are numbers, in both forms; what a variable says is not known. */
    static List<HostPort> in(JsonNode ports) {
        return ports.valueStream().flatMap(HostPort::bindings).toList();
    }

    private static Stream<HostPort> bindings(JsonNode entry) {
        String text = entry.isObject() ? text(entry) : entry.asText();
        Matcher read = BINDING.matcher(text);
        if (!read.matches()) {
            return Stream.empty();
        }
        int first = Integer.parseInt(read.group(1));
        int last = read.group(2) == null ? first : Integer.parseInt(read.group(2));
        int container = Integer.parseInt(read.group(3));
        return IntStream.rangeClosed(first, Math.min(last, LAST))
                .mapToObj(host -> new HostPort(host, container + host - first));
    }

    private static String text(JsonNode entry) {
        return "%s:%s/%s"
                .formatted(
                        entry.path("published").asText(),
                        entry.path("target").asText(),
                        entry.path("protocol").asText("tcp"));
    }
}
