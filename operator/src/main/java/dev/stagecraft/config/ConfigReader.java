package dev.stagecraft.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads the settings once, at start. */
public final class ConfigReader {
    /**
     * A create begins within the first quarter of the window and takes 30 s at most. Sandboxes, which speak plain HTTP, may
     * be in more of a hurry.
     */
    private static final Duration SHORTEST_CREATE_WINDOW = Duration.ofSeconds(40);

    private ConfigReader() {}

    /** Takes the environment of the process, and the file that it may name. Never throws for what a user has set. */
    public static ConfigReading read(Map<String, String> environment) {
        var violations = new ArrayList<String>();
        var reader = new SettingReader(SettingSources.merge(environment, violations), violations);
        var config = config(reader);
        if (config.steps().backoffBase().compareTo(config.steps().backoffMax()) > 0) {
            violations.add("%s is longer than %s; make it the shorter of the two."
                    .formatted(Setting.STEP_BACKOFF_BASE.variable(), Setting.STEP_BACKOFF_MAX.variable()));
        }
        checkDaemon(config.builder(), violations);
        if (config.cloud().digitalOceanUrl().getScheme().equals("https")
                && config.polls().createWindow().compareTo(SHORTEST_CREATE_WINDOW) < 0) {
            violations.add(
                    "%s is shorter than %d s, in which a create may still be under way, so that hosts could be made twice; make it longer, 1m at best."
                            .formatted(Setting.CREATE_WINDOW.variable(), SHORTEST_CREATE_WINDOW.toSeconds()));
        }
        if (!violations.isEmpty()) {
            return new ConfigReading.Invalid(violations);
        }
        var lines = Arrays.stream(Setting.values())
                .map(setting -> setting.variable() + "=" + reader.text(setting))
                .toList();
        return new ConfigReading.Valid(config, lines);
    }

    private static OperatorConfig config(SettingReader reader) {
        return new OperatorConfig(
                new WatchSettings(reader.names(Setting.WATCH_NAMESPACES), reader.duration(Setting.RECONCILE_INTERVAL)),
                new HttpSettings(reader.address(Setting.HTTP_ADDRESS), reader.number(Setting.HTTP_PORT, 0, 65_535)),
                leaderElection(reader),
                new CloudSettings(
                        reader.url(Setting.DIGITALOCEAN_URL),
                        reader.duration(Setting.CLOUD_POLL_INTERVAL),
                        reader.flag(Setting.ALLOW_LOOPBACK_HOSTS)),
                reader.registries(Setting.INSECURE_REGISTRIES),
                reader.directory(Setting.SQLITE_DIRECTORY),
                reader.directory(Setting.SOURCE_DIRECTORY),
                builder(reader),
                new StepSettings(
                        reader.number(Setting.STEP_ATTEMPTS, 1, 100),
                        reader.duration(Setting.STEP_BACKOFF_BASE),
                        reader.duration(Setting.STEP_BACKOFF_MAX)),
                new PollSettings(
                        reader.duration(Setting.CREATE_WINDOW),
                        reader.duration(Setting.HOST_POLL_INTERVAL),
                        reader.duration(Setting.SETTLE_TIME)),
                new ThreadSettings(
                        reader.number(Setting.RECONCILE_THREADS, 1, 256), reader.number(Setting.STEP_THREADS, 1, 1024)),
                reader.logFormat(Setting.LOG_FORMAT));
    }

    private static BuilderSettings builder(SettingReader reader) {
        return new BuilderSettings(
                reader.image(Setting.BUILDER_IMAGE),
                reader.daemon(Setting.BUILDER_ADDRESS),
                reader.directory(Setting.BUILDER_TLS_DIRECTORY),
                reader.profile(Setting.BUILDER_SECCOMP),
                reader.profile(Setting.BUILDER_APPARMOR),
                reader.images(Setting.BUILDER_PROGRAMS));
    }

    /** Where the daemon runs is one answer: beside the Jobs, or in them. */
    private static void checkDaemon(BuilderSettings builder, List<String> violations) {
        if (builder.address().isPresent() && builder.seccomp().isPresent()) {
            violations.add("%s and %s are both given; a Job has one BuildKit daemon, so leave one out."
                    .formatted(Setting.BUILDER_ADDRESS.variable(), Setting.BUILDER_SECCOMP.variable()));
        }
        if (builder.tlsDirectory().isPresent() && builder.address().isEmpty()) {
            violations.add("%s is given without %s, for which its certificates are; give both or none."
                    .formatted(Setting.BUILDER_TLS_DIRECTORY.variable(), Setting.BUILDER_ADDRESS.variable()));
        }
        if (builder.appArmor().isPresent() && builder.seccomp().isEmpty()) {
            violations.add("%s is given without %s, and a daemon in the pod needs both; give both or none."
                    .formatted(Setting.BUILDER_APPARMOR.variable(), Setting.BUILDER_SECCOMP.variable()));
        }
    }

    private static LeaderElectionSettings leaderElection(SettingReader reader) {
        return new LeaderElectionSettings(
                reader.flag(Setting.LEADER_ELECTION),
                reader.name(Setting.LEASE_NAME).orElse(Setting.LEASE_NAME.fallback()),
                reader.name(Setting.LEASE_NAMESPACE),
                reader.label(Setting.LEASE_IDENTITY));
    }
}
