package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.SourcePath;
import dev.stagecraft.provider.backend.encore.EncoreConfig.AppSecrets;
import dev.stagecraft.provider.backend.encore.EncoreConfig.AuthKey;
import dev.stagecraft.provider.backend.encore.EncoreConfig.Part;
import dev.stagecraft.provider.backend.encore.EncoreConfig.Redis;
import dev.stagecraft.provider.backend.encore.EncoreConfig.Remote;
import dev.stagecraft.provider.backend.encore.EncoreConfig.Sql;
import dev.stagecraft.provider.backend.encore.EncoreConfig.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads the configuration and notes every fault on the way. For one reading. */
final class EncoreConfigReader {
    private static final List<String> KEYS = List.of(
            "app",
            "version",
            "telemetry",
            "arch",
            "base",
            "appId",
            "environmentType",
            "baseUrl",
            "databases",
            "redis",
            "secrets",
            "gracefulShutdown",
            "auth",
            "serviceDiscovery",
            "services");
    private static final int MOST_CONNECTIONS = 10_000;
    private static final int LONGEST_SHUTDOWN = 3_600;
    private static final int MOST_DATABASES_OF_REDIS = 15;

    private final ConfigValues values = new ConfigValues();

    private EncoreConfigReader() {}

    static EncoreConfig.Reading read(JsonNode json) {
        var reader = new EncoreConfigReader();
        JsonNode config = json.isMissingNode() || json.isNull() ? JsonNodeFactory.instance.objectNode() : json;
        EncoreConfig read = reader.config(config);
        return new EncoreConfig.Reading(read, reader.values.violations());
    }

    private EncoreConfig config(JsonNode json) {
        values.object(json, "", KEYS);
        return new EncoreConfig(
                app(json),
                values.text(json, "", ConfigValues.VERSION, false).orElse(""),
                values.flag(json, "", "telemetry", false),
                values.text(json, "", ConfigValues.ARCH, false),
                values.text(json, "", ConfigValues.BASE, false),
                values.text(json, "", ConfigValues.APP_ID, false),
                values.text(json, "", ConfigValues.ENVIRONMENT_TYPE, false).orElse("production"),
                values.text(json, "", ConfigValues.BASE_URL, false),
                values.entries(json, "", "databases", this::database),
                values.entries(json, "", "redis", this::redis),
                secrets(json.path("secrets")),
                shutdown(json.path("gracefulShutdown")),
                keys(json, ""),
                values.entries(json, "", "serviceDiscovery", this::remote),
                values.entries(json, "", "services", this::part));
    }

    private String app(JsonNode json) {
        return values.text(json, "", ConfigValues.DIRECTORY, false)
                .flatMap(written -> {
                    Optional<String> path = SourcePath.resolve("", written);
                    if (path.isEmpty()) {
                        values.note(Violation.invalid("app", "This leaves the repository."));
                    }
                    return path;
                })
                .orElse("");
    }

    private Optional<Sql> database(JsonNode json, String path) {
        var known = List.of(
                "host",
                "username",
                "password",
                "name",
                "database",
                "migrations",
                "minConnections",
                "maxConnections",
                "tls");
        values.object(json, path, known);
        Optional<String> host = values.text(json, path, ConfigValues.HOST, true);
        Optional<String> username = values.text(json, path, ConfigValues.USERNAME, true);
        Optional<String> password = values.variable(json, path, "password", true);
        OptionalInt least = values.number(json, path, "minConnections", MOST_CONNECTIONS);
        OptionalInt most = values.number(json, path, "maxConnections", MOST_CONNECTIONS);
        if (least.isPresent() && least.getAsInt() > most.orElse(0)) {
            values.note(
                    Violation.invalid(ConfigCheck.at(path, "maxConnections"), "This must be at least minConnections."));
        }
        Optional<String> name = values.text(json, path, ConfigValues.NAME, false);
        Optional<String> database = values.text(json, path, ConfigValues.DATABASE, false);
        boolean migrations = values.flag(json, path, "migrations", true);
        Tls tls = tls(json, path);
        return host.flatMap(h -> username.flatMap(
                u -> password.map(p -> new Sql(h, u, p, name, database, migrations, least, most, tls))));
    }

    private Optional<Redis> redis(JsonNode json, String path) {
        values.object(json, path, List.of("host", "index", "username", "password", "keyPrefix", "tls"));
        Optional<String> host = values.text(json, path, ConfigValues.HOST, true);
        int index = values.number(json, path, "index", MOST_DATABASES_OF_REDIS).orElse(0);
        Optional<String> username = values.text(json, path, ConfigValues.USERNAME, false);
        Optional<String> password = values.variable(json, path, "password", username.isPresent());
        Optional<String> prefix = values.text(json, path, ConfigValues.KEY_PREFIX, false);
        Tls tls = tls(json, path);
        return host.map(h -> new Redis(h, index, username, password, prefix, tls));
    }

    private Tls tls(JsonNode parent, String path) {
        JsonNode tls = parent.path("tls");
        String here = ConfigCheck.at(path, "tls");
        if (!parent.hasNonNull("tls") || !values.object(tls, here, List.of("disabled", "ca"))) {
            return new Tls(false, Optional.empty());
        }
        return new Tls(values.flag(tls, here, "disabled", false), values.text(tls, here, ConfigValues.CA, false));
    }

    private AppSecrets secrets(JsonNode json) {
        if (json.isMissingNode() || json.isNull() || !values.object(json, "secrets", List.of("types", "names"))) {
            return new AppSecrets(List.of(), List.of());
        }
        return new AppSecrets(
                values.texts(json, "secrets", ConfigValues.SECRET_TYPES),
                values.texts(json, "secrets", ConfigValues.SECRET_NAMES));
    }

    private Map<String, Integer> shutdown(JsonNode json) {
        var seconds = new TreeMap<String, Integer>();
        var known = List.copyOf(EncoreConfig.SHUTDOWN.keySet());
        if (!json.isMissingNode() && !json.isNull() && values.object(json, "gracefulShutdown", known)) {
            known.forEach(key -> values.number(json, "gracefulShutdown", key, LONGEST_SHUTDOWN)
                    .ifPresent(number -> seconds.put(key, number)));
        }
        return seconds;
    }

    private List<AuthKey> keys(JsonNode parent, String path) {
        JsonNode list = parent.path("auth");
        String here = ConfigCheck.at(path, "auth");
        var keys = new ArrayList<AuthKey>();
        if (parent.hasNonNull("auth") && !list.isArray()) {
            values.note(Violation.invalid(here, "This must be a list of objects with the keys id, key."));
        }
        for (int i = 0; i < list.size() && list.isArray(); i++) {
            String path1 = here + "[" + i + "]";
            JsonNode entry = list.get(i);
            if (values.object(entry, path1, List.of("id", "key"))) {
                int id = values.number(entry, path1, "id", Integer.MAX_VALUE).orElse(1);
                values.variable(entry, path1, "key", true).ifPresent(name -> keys.add(new AuthKey(id, name)));
            }
        }
        return List.copyOf(keys);
    }

    private Optional<Remote> remote(JsonNode json, String path) {
        values.object(json, path, List.of("baseUrl", "auth"));
        List<AuthKey> keys = keys(json, path);
        return values.text(json, path, ConfigValues.REMOTE_URL, true).map(url -> new Remote(url, keys));
    }

    private Optional<Part> part(JsonNode json, String path) {
        values.object(json, path, List.of("services", "gateways"));
        return Optional.of(new Part(
                values.texts(json, path, ConfigValues.PART_SERVICES),
                values.texts(json, path, ConfigValues.PART_GATEWAYS)));
    }

    /** Reads one entry of a map, at its path. */
    interface EntryReader<T> {
        Optional<T> read(JsonNode json, String path);
    }
}
