package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.compose.Mount.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code volumes} and {@code tmpfs} in all their forms. */
final class MountReader {
    private MountReader() {}

    static List<Mount> read(JsonNode service) {
        return Stream.concat(
                        service.path("volumes").valueStream().map(MountReader::volume),
                        ShortSyntax.oneOrMany(service.path("tmpfs")).stream().map(MountReader::tmpfs))
                .toList();
    }

    private static Mount volume(JsonNode entry) {
        return entry.isObject() ? longForm(entry) : shortForm(ShortSyntax.parts(entry.asText()));
    }

    private static Mount shortForm(List<String> parts) {
        if (parts.size() == 1
                && (parts.getFirst().contains("$") || parts.getFirst().contains(":"))) {
            // It may hold source and target; a path of the host is the careful reading.
            return new Mount(Kind.BIND, parts.getFirst(), "", false);
        }
        if (parts.size() == 1) {
            return new Mount(Kind.ANONYMOUS_VOLUME, "", parts.getFirst(), false);
        }
        String source = parts.getFirst();
        boolean readOnly =
                parts.size() > 2 && Arrays.asList(parts.get(2).split(",")).contains("ro");
        return new Mount(isPath(source) ? Kind.BIND : Kind.NAMED_VOLUME, source, parts.get(1), readOnly);
    }

    /** A source behind a variable counts as a path: that is the careful reading. */
    private static boolean isPath(String source) {
        return source.isEmpty() || "/.~$\\".indexOf(source.charAt(0)) >= 0;
    }

    private static Mount longForm(JsonNode entry) {
        String source = entry.path("source").asText();
        Kind kind = switch (entry.path("type").asText()) {
            case "volume" -> source.isEmpty() ? Kind.ANONYMOUS_VOLUME : Kind.NAMED_VOLUME;
            case "bind" -> Kind.BIND;
            case "tmpfs" -> Kind.TMPFS;
            case "image", "cluster" -> Kind.ELSEWHERE;
            case String type when type.contains("$") -> isPath(source) ? Kind.BIND : Kind.NAMED_VOLUME;
            default -> Kind.OTHER;
        };
        boolean readOnly = entry.path("read_only").asBoolean();
        return new Mount(kind, source, entry.path("target").asText(), readOnly);
    }

    private static Mount tmpfs(JsonNode entry) {
        return new Mount(Kind.TMPFS, "", ShortSyntax.parts(entry.asText()).getFirst(), false);
    }
}
