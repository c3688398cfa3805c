package dev.stagecraft.provider.backend.encore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code spec.backend.providers.encore-ts}, as far as it could be read. */
record EncoreConfig(
        String app,
        String version,
        boolean telemetry,
        Optional<String> arch,
        Optional<String> base,
        Optional<String> appId,
        String environmentType,
        Optional<String> baseUrl,
        SortedMap<String, Sql> databases,
        SortedMap<String, Redis> redis,
        AppSecrets secrets,
        Map<String, Integer> gracefulShutdown,
        List<AuthKey> auth,
        SortedMap<String, Remote> serviceDiscovery,
        SortedMap<String, Part> services) {
    /** The keys of a graceful shutdown, and what Encore calls them. */
    static final SortedMap<String, String> SHUTDOWN = Collections.unmodifiableSortedMap(
            new TreeMap<>(Map.of("total", "total", "shutdownHooks", "shutdown_hooks", "handlers", "handlers")));

    /** What was read, and every fault of it. */
    record Reading(EncoreConfig config, List<Violation> violations) {}

    /**
     * Where a database of the application is.
     *
     * @param password the variable that has it
     * @param name in the server, where that is another one
     * @param database under {@code spec.databases}, where that is another one
     * @param migrations whether they are handed on
     */
    record Sql(
            String host,
            String username,
            String password,
            Optional<String> name,
            Optional<String> database,
            boolean migrations,
            OptionalInt minConnections,
            OptionalInt maxConnections,
            Tls tls) {}

    /**
     * A cache.
     *
     * @param password the variable that has it; empty for a server that asks for none
     */
    record Redis(
            String host,
            int index,
            Optional<String> username,
            Optional<String> password,
            Optional<String> keyPrefix,
            Tls tls) {}

    /** How a server is spoken to; {@code ca} is a certificate in PEM. */
    record Tls(boolean disabled, Optional<String> ca) {
        boolean isDefault() {
            return !disabled && ca.isEmpty();
        }
    }

    /**
     * Secrets of the application.
     *
     * @param types of Encore's environments that they are brought to
     * @param names empty for those that the sources declare
     */
    record AppSecrets(List<String> types, List<String> names) {}

    /** A key between services; {@code variable} has it. */
    record AuthKey(int id, String variable) {}

    /** A service that is in another image. */
    record Remote(String baseUrl, List<AuthKey> auth) {}

    /** What of the application is in the image of one service of the compose file; all of it where both are empty. */
    record Part(List<String> services, List<String> gateways) {}

    static Reading read(JsonNode json) {
        return EncoreConfigReader.read(json);
    }
}
