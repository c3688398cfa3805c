package dev.stagecraft.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The environment and the file with defaults, asked by the name of the option without its dashes. */
final class SettingSources {
    private static final String PREFIX = "STAGECRAFT_";
    private static final Set<String> KEYS =
            Set.of("env", "verbose", "dry-run", "context", "namespace", "kubeconfig", "output", "no-color");

    private final Map<String, String> environment;
    private final Path file;
    private final Map<String, String> values;

    private SettingSources(Map<String, String> environment, Path file, Map<String, String> values) {
        this.environment = environment;
        this.file = file;
        this.values = values;
    }

    static SettingSources read(GlobalOptions flags, Map<String, String> environment, Path directory) {
        var named = SettingsFile.named(flags.config, environment);
        var file = directory.resolve(named.orElseGet(() -> SettingsFile.usual(environment)));
        if (!Files.exists(file)) {
            if (named.isPresent()) {
                throw CommandFailure.of(
                        "There is no file " + file + ", which --config names; create it or leave the option out.");
            }
            return new SettingSources(environment, file, Map.of());
        }
        return new SettingSources(environment, file, values(file));
    }

    Optional<String> text(String name, @Nullable String flag) {
        return SettingsFile.present(flag)
                .or(() -> SettingsFile.present(environment.get(variable(name))))
                .or(() -> SettingsFile.present(values.get(name)));
    }

    boolean flag(String name, @Nullable Boolean flag) {
        if (flag != null) {
            return flag;
        }
        var variable = SettingsFile.present(environment.get(variable(name)));
        if (variable.isPresent()) {
            return truth(variable.get(), variable(name) + " in the environment");
        }
        return SettingsFile.present(values.get(name))
                .map(value -> truth(value, name + " in " + file))
                .orElse(false);
    }

    /** {@code NO_COLOR}, which all programs share, goes between our own variable and the file. */
    boolean noColour(@Nullable Boolean flag) {
        boolean shared = SettingsFile.present(environment.get("NO_COLOR")).isPresent();
        boolean own = flag != null
                || SettingsFile.present(environment.get(variable("no-color"))).isPresent();
        return (shared && !own) || flag("no-color", flag);
    }

    private static boolean truth(String value, String where) {
        return Truth.of(value)
                .orElseThrow(() -> CommandFailure.of(where + " is \"" + value + "\"; write true or false."));
    }

    private static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static Map<String, String> values(Path file) {
        var values = new TreeMap<String, String>();
        for (var document : Documents.readAll(text(file), file.toString())) {
            if (!document.isObject()) {
                throw CommandFailure.of(file + " must hold keys and values, such as \"namespace: shop\".");
            }
            document.properties().forEach(entry -> values.put(known(entry.getKey(), file), scalar(entry, file)));
        }
        return values;
    }

    private static String known(String key, Path file) {
        if (!KEYS.contains(key)) {
            throw CommandFailure.of(key + " in " + file + " is not a setting. The settings are: "
                    + String.join(", ", new TreeSet<>(KEYS)) + ".");
        }
        return key;
    }

    private static String scalar(Map.Entry<String, JsonNode> entry, Path file) {
        if (!entry.getValue().isValueNode()) {
            throw CommandFailure.of(entry.getKey() + " in " + file + " must be a single value.");
        }
        return entry.getValue().isNull() ? "" : entry.getValue().asText();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailure.of(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
