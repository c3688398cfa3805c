package dev.stagecraft.provider.secrets.encore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code secrets.providers.encore}, as far as it could be read.
 *
 * @param types of Encore's environments that values are set for, in Encore's order
 * @param secret whose keys are the names of Encore's secrets
 * @param file with a developer's own values, path in the checkout
 */
record EncoreSecretsConfig(List<String> types, String secret, String file) {
    /** As a resource names them, and in this order. */
    private static final List<String> TYPES = List.of("dev", "local", "prod", "preview");

    private static final String USUAL_FILE = ".secrets.local.cue";
    private static final Pattern FILE = Pattern.compile("(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]{0,511}");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    EncoreSecretsConfig {
        types = List.copyOf(types);
    }

    /** What was read, and every fault of it. */
    record Reading(EncoreSecretsConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json) {
        var check = new ConfigCheck();
        if (check.object(json, "", List.of("types", "secret", "file")).isEmpty()) {
            return new Reading(new EncoreSecretsConfig(List.of(), "", USUAL_FILE), check.violations());
        }
        var types = types(check, json.path("types"));
        var secret = json.path("secret");
        if (secret.isObject()) {
            check.object(secret, "secret", List.of("name"));
        }
        var name = check.text(
                secret,
                "secret",
                new ConfigCheck.Text("name", SECRET, "the name of a Secret in the resource's namespace", true));
        var file = check.text(
                json, "", new ConfigCheck.Text("file", FILE, "a path in the checkout, without '..' and spaces", false));
        return new Reading(
                new EncoreSecretsConfig(types, name.orElse(""), file.orElse(USUAL_FILE)), check.violations());
    }

    private static List<String> types(ConfigCheck check, JsonNode list) {
        var types = new ArrayList<String>();
        list.forEach(type -> types.add(type.asText()));
        if (!list.isArray() || types.isEmpty()) {
            check.note(Violation.missing("types", "This is needed: a list of " + String.join(", ", TYPES) + "."));
        }
        for (int i = 0; i < types.size(); i++) {
            if (!TYPES.contains(types.get(i)) || types.indexOf(types.get(i)) < i) {
                check.note(Violation.invalid(
                        "types[" + i + "]", "This must be one of " + String.join(", ", TYPES) + ", each once."));
            }
        }
        return TYPES.stream().filter(types::contains).toList();
    }
}
