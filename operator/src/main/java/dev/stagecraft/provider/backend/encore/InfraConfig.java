package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Encore's infrastructure configuration for an image that is hosted by oneself: where the databases are, and which variables have the
 * secrets when the image runs. It is part of the image, so it never holds one.
 */
final class InfraConfig {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private InfraConfig() {}

    /**
     * The file's text; the same for the same arguments.
     *
     * @param secrets names of those that the application reads
     */
    static String of(EncoreConfig config, String appId, String environment, SortedSet<String> secrets) {
        ObjectNode root = object();
        root.put("$schema", "https://encore.dev/schemas/infra.schema.json");
        ObjectNode metadata = root.putObject("metadata");
        if (!appId.isEmpty()) {
            metadata.put("app_id", appId);
        }
        metadata.put("env_name", environment).put("env_type", config.environmentType());
        config.baseUrl().ifPresent(url -> metadata.put("base_url", url));
        if (!config.gracefulShutdown().isEmpty()) {
            ObjectNode shutdown = root.putObject("graceful_shutdown");
            config.gracefulShutdown().forEach((key, seconds) -> shutdown.put(EncoreConfig.SHUTDOWN.get(key), seconds));
        }
        if (!config.auth().isEmpty()) {
            root.set("auth", auth(config.auth()));
        }
        if (!config.serviceDiscovery().isEmpty()) {
            ObjectNode discovery = root.putObject("service_discovery");
            config.serviceDiscovery().forEach((name, remote) -> {
                ObjectNode entry = discovery.putObject(name).put("base_url", remote.baseUrl());
                if (!remote.auth().isEmpty()) {
                    entry.set("auth", auth(remote.auth()));
                }
            });
        }
        servers(root, config);
        redis(root, config);
        if (!secrets.isEmpty()) {
            ObjectNode values = root.putObject("secrets");
            secrets.forEach(name -> values.set(name, variable(name)));
        }
        try {
            return JSON.writeValueAsString(root).replace("\r\n", "\n") + "\n";
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("A tree of plain values can be written.", failure);
        }
    }

    /** One server for each host and way to speak to it: Encore names databases once. */
    private static void servers(ObjectNode root, EncoreConfig config) {
        var databases = new TreeMap<String, ObjectNode>();
        ArrayNode servers = JsonNodeFactory.instance.arrayNode();
        config.databases().forEach((name, sql) -> {
            String server = sql.host() + " " + sql.tls().disabled() + " "
                    + sql.tls().ca().orElse("");
            ObjectNode entries = databases.computeIfAbsent(server, key -> {
                ObjectNode created = servers.addObject().put("host", sql.host());
                tls(created, sql.tls());
                return created.putObject("databases");
            });
            ObjectNode entry = entries.putObject(name);
            sql.name().ifPresent(inServer -> entry.put("name", inServer));
            sql.maxConnections().ifPresent(most -> entry.put("max_connections", most));
            sql.minConnections().ifPresent(least -> entry.put("min_connections", least));
            entry.put("username", sql.username());
            entry.set("password", variable(sql.password()));
        });
        if (!servers.isEmpty()) {
            root.set("sql_servers", servers);
        }
    }

    private static void redis(ObjectNode root, EncoreConfig config) {
        if (config.redis().isEmpty()) {
            return;
        }
        ObjectNode caches = root.putObject("redis");
        config.redis().forEach((name, redis) -> {
            ObjectNode entry = caches.putObject(name).put("host", redis.host()).put("database_index", redis.index());
            redis.password().ifPresent(password -> auth(entry, redis.username(), password));
            redis.keyPrefix().ifPresent(prefix -> entry.put("key_prefix", prefix));
            tls(entry, redis.tls());
        });
    }

    private static void auth(ObjectNode cache, Optional<String> username, String password) {
        ObjectNode auth = cache.putObject("auth");
        username.ifPresentOrElse(
                user -> auth.put("type", "acl").put("username", user).set("password", variable(password)),
                () -> auth.put("type", "auth_string").set("auth_string", variable(password)));
    }

    private static ArrayNode auth(List<EncoreConfig.AuthKey> keys) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        keys.forEach(
                key -> list.addObject().put("type", "key").put("id", key.id()).set("key", variable(key.variable())));
        return list;
    }

    private static void tls(ObjectNode server, EncoreConfig.Tls tls) {
        if (!tls.isDefault()) {
            ObjectNode entry = server.putObject("tls_config");
            if (tls.disabled()) {
                entry.put("disabled", true);
            }
            tls.ca().ifPresent(ca -> entry.put("ca", ca));
        }
    }

    private static ObjectNode variable(String name) {
        return object().put("$env", name);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
