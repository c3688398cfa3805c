package dev.stagecraft.provider.secrets.envfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code secrets.providers.envfile}, as far as it could be read.
 *
 * @param file path in the checkout
 * @param key the key of the Secret that holds the file as a whole; empty where each variable is a key
 */
record EnvfileConfig(String file, String secret, Optional<String> key) {
    private static final Pattern FILE = Pattern.compile("(?!.*(^|/)\\.\\.(/|$))[A-Za-z0-9._][A-Za-z0-9._/-]{0,511}");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    /** What was read, and every fault of it. */
    record Reading(EnvfileConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json) {
        var check = new ConfigCheck();
        if (check.object(json, "", List.of("file", "secret")).isEmpty()) {
            return new Reading(new EnvfileConfig("", "", Optional.empty()), check.violations());
        }
        var file = check.text(
                json,
                "",
                new ConfigCheck.Text(
                        "file", FILE, "the path of a dotenv file in the checkout, without '..' and spaces", true));
        var secret = json.path("secret");
        if (!secret.isObject()) {
            check.note(Violation.missing("secret", "This is needed: an object with the name of a Secret."));
            return new Reading(new EnvfileConfig(file.orElse(""), "", Optional.empty()), check.violations());
        }
        check.object(secret, "secret", List.of("name", "key"));
        var name = check.text(
                secret,
                "secret",
                new ConfigCheck.Text("name", SECRET, "the name of a Secret in the resource's namespace", true));
        var key = check.text(secret, "secret", new ConfigCheck.Text("key", KEY, "a key of that Secret", false));
        return new Reading(new EnvfileConfig(file.orElse(""), name.orElse(""), key), check.violations());
    }
}
