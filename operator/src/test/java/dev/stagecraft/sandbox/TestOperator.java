package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.config.ConfigReader;
import dev.stagecraft.config.ConfigReading;
import dev.stagecraft.config.OperatorConfig;
import dev.stagecraft.log.LiveSecrets;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** Operators for tests: real in everything, with short waits. */
public final class TestOperator {
    /** Where nothing answers, for operators whose hosts are all borrowed. */
    public static final URI NO_CLOUD = URI.create("http://127.0.0.1:1");

    private TestOperator() {}

    /** The settings of an operator that watches one namespace, as environment variables. */
    public static Map<String, String> environment(String namespace, URI digitalOcean) {
        var settings = new TreeMap<String, String>();
        settings.put("STAGECRAFT_WATCH_NAMESPACES", namespace);
        settings.put("STAGECRAFT_HTTP_ADDRESS", "127.0.0.1");
        settings.put("STAGECRAFT_HTTP_PORT", "0");
        settings.put("STAGECRAFT_LEADER_ELECTION", "false");
        settings.put("STAGECRAFT_DIGITALOCEAN_URL", digitalOcean.toString());
        settings.put("STAGECRAFT_ALLOW_LOOPBACK_HOSTS", "true");
        settings.put("STAGECRAFT_CLOUD_POLL_INTERVAL", "100ms");
        settings.put("STAGECRAFT_STEP_ATTEMPTS", "3");
        settings.put("STAGECRAFT_STEP_BACKOFF_BASE", "100ms");
        settings.put("STAGECRAFT_STEP_BACKOFF_MAX", "500ms");
        settings.put("STAGECRAFT_CREATE_WINDOW", "3s");
        settings.put("STAGECRAFT_HOST_POLL_INTERVAL", "100ms");
        settings.put("STAGECRAFT_SETTLE_TIME", "1ms");
        settings.put("STAGECRAFT_LOG_FORMAT", "text");
        return settings;
    }

    /** The same as the operator reads them. */
    public static OperatorConfig config(Map<String, String> environment) {
        return switch (ConfigReader.read(environment)) {
            case ConfigReading.Valid(var config, var lines) -> config;
            case ConfigReading.Invalid(var violations) -> throw new IllegalStateException(violations.toString());
        };
    }

    /** An operator in this JVM with those settings, which leave leader election off. */
    public static StagecraftOperator start(Config access, Map<String, String> environment) {
        return StagecraftOperator.start(config(environment), access, new LiveSecrets(), TestOperator::leaseLost);
    }

    /** An operator in this JVM that watches the namespace. */
    public static StagecraftOperator start(Config access, String namespace, URI digitalOcean) {
        return start(access, environment(namespace, digitalOcean));
    }

    private static void leaseLost() {
        throw new IllegalStateException("there is no lease to lose");
    }
}
