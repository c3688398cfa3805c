package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The kinds of value that the configuration has, read with a fault for each that is another one. For one reading. */
final class ConfigValues {
    static final ConfigCheck.Text DIRECTORY =
            text("app", "[^\\x00-\\x1f\\x7f\\\\]{1,1024}", "the directory with encore.app, relative to the root");
    static final ConfigCheck.Text VERSION = text("version", "v?[0-9][0-9A-Za-z.+-]{0,63}", "a version as in v1.46.4");
    static final ConfigCheck.Text ARCH = text("arch", "amd64|arm64", "amd64 or arm64");
    static final ConfigCheck.Text BASE =
            text("base", "[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}", "the name of an image, as in node:22-slim");
    static final ConfigCheck.Text APP_ID = text("appId", "[A-Za-z0-9_-]{1,128}", "the id of the application");
    static final ConfigCheck.Text ENVIRONMENT_TYPE = text(
            "environmentType", "production|development|ephemeral|test", "production, development, ephemeral or test");
    static final ConfigCheck.Text BASE_URL = url("baseUrl");
    static final ConfigCheck.Text REMOTE_URL = url("baseUrl");
    static final ConfigCheck.Text HOST =
            text("host", "[A-Za-z0-9_.:\\[\\]-]{1,255}", "a host with or without a port, as in db:5432");
    static final ConfigCheck.Text USERNAME = text("username", "[^\\p{Cntrl}]{1,128}", "the name of a user");
    static final ConfigCheck.Text NAME = text("name", "[^\\p{Cntrl}]{1,128}", "the name of the database in its server");
    static final ConfigCheck.Text DATABASE =
            text("database", "[A-Za-z0-9][A-Za-z0-9_.-]{0,62}", "a name under spec.databases");
    static final ConfigCheck.Text KEY_PREFIX = text("keyPrefix", "[^\\p{Cntrl}]{1,128}", "text before every key");
    static final ConfigCheck.Text CA = text(
            "ca",
            "(?s)\\s*-----BEGIN CERTIFICATE-----(?:(?!PRIVATE KEY).){1,65536}",
            "certificates in PEM, without a private key");
    static final ConfigCheck.Text SECRET_TYPES = text(
            "types",
            "prod|production|dev|development|pr|preview|ephemeral|local",
            "types of Encore's environments: production, development, preview, local");
    static final ConfigCheck.Text SECRET_NAMES =
            text("names", "[A-Za-z_][A-Za-z0-9_]{0,254}", "names of secrets, which are names of variables too");
    static final ConfigCheck.Text PART_SERVICES =
            text("services", "[A-Za-z0-9_-]{1,128}", "names of Encore's services");
    static final ConfigCheck.Text PART_GATEWAYS = text("gateways", "[A-Za-z0-9_-]{1,128}", "names of gateways");
    private static final ConfigCheck.Text VARIABLE =
            text("env", "[A-Za-z_][A-Za-z0-9_]{0,254}", "the name of a variable of the application");

    private final ConfigCheck check = new ConfigCheck();

    List<Violation> violations() {
        return check.violations();
    }

    void note(Violation violation) {
        check.note(violation);
    }

    boolean object(JsonNode json, String path, List<String> known) {
        return check.object(json, path, known).isPresent();
    }

    Optional<String> text(JsonNode parent, String path, ConfigCheck.Text key, boolean required) {
        return check.text(parent, path, new ConfigCheck.Text(key.name(), key.pattern(), key.shape(), required));
    }

    /** The variable that has a value: {@code {env: NAME}}, so that no value is ever written here. */
    Optional<String> variable(JsonNode parent, String path, String key, boolean required) {
        String here = ConfigCheck.at(path, key);
        if (!parent.hasNonNull(key)) {
            if (required) {
                note(Violation.missing(here, "This is needed: {env: NAME}, with the name of a variable."));
            }
            return Optional.empty();
        }
        JsonNode value = parent.path(key);
        if (!value.isObject()) {
            note(Violation.invalid(here, "This must be {env: NAME}: secrets come from variables when the image runs."));
            return Optional.empty();
        }
        object(value, here, List.of(VARIABLE.name()));
        return text(value, here, VARIABLE, true);
    }

    boolean flag(JsonNode parent, String path, String key, boolean otherwise) {
        JsonNode value = parent.path(key);
        if (parent.hasNonNull(key) && !value.isBoolean()) {
            note(Violation.invalid(ConfigCheck.at(path, key), "This must be true or false."));
        }
        return value.asBoolean(otherwise);
    }

    OptionalInt number(JsonNode parent, String path, String key, int most) {
        JsonNode value = parent.path(key);
        if (!parent.hasNonNull(key)) {
            return OptionalInt.empty();
        }
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
            note(Violation.invalid(ConfigCheck.at(path, key), "This must be a whole number, 0 to " + most + "."));
            return OptionalInt.empty();
        }
        return OptionalInt.of(value.intValue());
    }

    List<String> texts(JsonNode parent, String path, ConfigCheck.Text key) {
        JsonNode list = parent.path(key.name());
        var texts = new ArrayList<String>();
        for (JsonNode item : list) {
            texts.add(item.isTextual() ? item.textValue() : "");
        }
        boolean fits = list.isArray()
                && texts.stream().allMatch(text -> key.pattern().matcher(text).matches());
        if (parent.hasNonNull(key.name()) && !fits) {
            note(Violation.invalid(ConfigCheck.at(path, key.name()), "This must be a list of " + key.shape() + "."));
            return List.of();
        }
        return texts.stream().distinct().toList();
    }

    <T> SortedMap<String, T> entries(
            JsonNode parent, String path, String key, EncoreConfigReader.EntryReader<T> reader) {
        var entries = new TreeMap<String, T>();
        String here = ConfigCheck.at(path, key);
        JsonNode map = parent.path(key);
        if (parent.hasNonNull(key) && !map.isObject()) {
            note(Violation.invalid(here, "This must be an object with an entry for each name."));
        }
        for (var entry : map.properties()) {
            String at = ConfigCheck.at(here, entry.getKey());
            if (entry.getValue().isObject()) {
                reader.read(entry.getValue(), at).ifPresent(read -> entries.put(entry.getKey(), read));
            } else {
                note(Violation.invalid(at, "This must be an object."));
            }
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    private static ConfigCheck.Text url(String key) {
        return text(key, "https?://[^\\s@]{1,2000}", "a URL that begins with http:// or https://, without credentials");
    }

    private static ConfigCheck.Text text(String key, String pattern, String shape) {
        return new ConfigCheck.Text(key, Pattern.compile(pattern), shape, false);
    }
}
