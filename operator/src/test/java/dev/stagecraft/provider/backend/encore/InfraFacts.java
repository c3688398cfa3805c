package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Encore publishes about the infrastructure configuration, as lines of {@code path kind}: the real command line cannot be had
 * here, so what is generated is held against these. A kind with {@code !} must be there; {@code *} in a path stands for any name.
 */
record InfraFacts(Map<String, String> kinds) {
    static InfraFacts published() throws IOException {
        var kinds = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/encore/infra-facts.txt"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] parts = line.strip().split("\\s+", 2);
                kinds.put(parts[0], parts[1]);
            }
        }
        return new InfraFacts(kinds);
    }

    List<String> faults(JsonNode json) {
        var faults = new ArrayList<String>();
        object(json, "", faults);
        return faults;
    }

    private void object(JsonNode json, String path, List<String> faults) {
        json.properties().forEach(entry -> {
            String own = path + entry.getKey();
            String any = path + "*";
            String known = kinds.containsKey(own) || !kinds.containsKey(any) ? own : any;
            value(entry.getValue(), known, faults);
        });
        kinds.forEach((known, kind) -> {
            boolean member = known.startsWith(path) && known.indexOf('.', path.length()) < 0;
            if (kind.endsWith("!") && member && !json.has(known.substring(path.length()))) {
                faults.add(known + " is needed");
            }
        });
    }

    private void value(JsonNode value, String path, List<String> faults) {
        String kind = kinds.getOrDefault(path, "").replace("!", "");
        boolean variable =
                value.isObject() && value.size() == 1 && value.path("$env").isTextual();
        String wanted = switch (kind) {
            case "" -> " is not published";
            case "text" -> value.isTextual() ? "" : " must be text";
            case "number" -> value.isInt() ? "" : " must be a number";
            case "flag" -> value.isBoolean() ? "" : " must be true or false";
            case "text-or-env" -> value.isTextual() || variable ? "" : " must be text or {$env: NAME}";
            case "object" -> value.isObject() ? "" : " must be an object";
            case "list" -> value.isArray() ? "" : " must be a list";
            default -> throw new IllegalArgumentException(kind);
        };
        if (!wanted.isEmpty()) {
            faults.add(path + wanted);
        } else if (kind.equals("object")) {
            object(value, path + ".", faults);
        } else if (kind.equals("list")) {
            value.forEach(item -> object(item, path + "[].", faults));
        }
    }
}
