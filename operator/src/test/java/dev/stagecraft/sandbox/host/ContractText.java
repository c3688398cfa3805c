package dev.stagecraft.sandbox.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The environment files of the contract, written independently of the product's own writers. */
final class ContractText {

    private ContractText() {}

    /** JSON is YAML too; dollars are doubled for Compose. */
    static String override(String service, Map<String, String> environment) {
        var doubled = new TreeMap<String, String>();
        environment.forEach((name, value) -> doubled.put(name, value.replace("$", "$$")));
        try {
            return new ObjectMapper()
                    .writeValueAsString(Map.of("services", Map.of(service, Map.of("environment", doubled))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String exports(Map<String, String> variables) {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(entry -> "export %s='%s'\n"
                                .formatted(entry.getKey(), entry.getValue().replace("'", "'\\''")))
                        .collect(Collectors.joining());
    }
}
