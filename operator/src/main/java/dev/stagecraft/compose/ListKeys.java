package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** By what two entries of a list are the same thing, of which the later one counts. */
final class ListKeys {
    private static final List<String> KEY_VALUE = List.of(
            "networks.*.labels",
            "volumes.*.labels",
            "services.*.annotations",
            "services.*.build.args",
            "services.*.build.additional_contexts",
            "services.*.build.tags",
            "services.*.build.labels",
            "services.*.cap_add",
            "services.*.cap_drop",
            "services.*.deploy.labels",
            "services.*.depends_on",
            "services.*.dns",
            "services.*.dns_opt",
            "services.*.dns_search",
            "services.*.environment",
            "services.*.expose",
            "services.*.labels",
            "services.*.links",
            "services.*.networks",
            "services.*.networks.*.aliases",
            "services.*.networks.*.link_local_ips",
            "services.*.profiles",
            "services.*.sysctls",
            "services.*.tmpfs");

    private final Map<String, Function<JsonNode, String>> keys = new HashMap<>();
    private final Interpolation interpolation;

    ListKeys(Interpolation interpolation) {
        this.interpolation = interpolation;
        KEY_VALUE.forEach(pattern -> keys.put(pattern, entry -> text(entry).split("=", 2)[0]));
        keys.put("services.*.volumes", this::target);
        keys.put("services.*.devices", this::target);
        keys.put("services.*.ports", this::port);
        keys.put("services.*.configs", entry -> granted(entry, ""));
        keys.put("services.*.secrets", entry -> granted(entry, "/run/secrets"));
        keys.put("services.*.env_file", entry -> entry.isObject() ? text(entry.path("path")) : text(entry));
    }

    /** Empty for a list that may hold the same entry twice. */
    Optional<Function<JsonNode, String>> of(String pattern) {
        return Optional.ofNullable(keys.get(pattern));
    }

    private String text(JsonNode entry) {
        return interpolation.orWritten(entry.asText());
    }

    private String target(JsonNode entry) {
        if (entry.isObject()) {
            return text(entry.path("target"));
        }
        List<String> parts = ShortSyntax.parts(text(entry));
        return parts.get(parts.size() == 1 ? 0 : 1);
    }

    private String granted(JsonNode entry, String directory) {
        return entry.has("target")
                ? text(entry.path("target"))
                : directory + "/" + text(entry.isObject() ? entry.path("source") : entry);
    }

    private String port(JsonNode entry) {
        if (entry.isObject()) {
            return port(
                    text(entry.path("host_ip")),
                    text(entry.path("published")),
                    text(entry.path("target")),
                    text(entry.path("protocol")));
        }
        String[] text = text(entry).split("/", 2);
        List<String> parts = ShortSyntax.partsOfPort(text[0]);
        int last = parts.size() - 1;
        return port(
                last > 1 ? String.join(":", parts.subList(0, last - 1)) : "",
                last > 0 ? parts.get(last - 1) : "",
                parts.get(last),
                text.length > 1 ? text[1] : "");
    }

    private static String port(String address, String published, String target, String protocol) {
        return "%s:%s:%s/%s"
                .formatted(
                        address.isEmpty() ? "0.0.0.0" : address.replaceAll("[\\[\\]]", ""),
                        published,
                        target,
                        protocol.isEmpty() ? "tcp" : protocol);
    }
}
