package dev.stagecraft.compose;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** How two values meet where Compose does not simply merge mappings and append lists. */
enum MergeRule {
    /** The later value as a whole. */
    REPLACE,
    /** {@code key=value} in either form. */
    PAIRS,
    /** Names with or without settings. */
    NAMES,
    /** A build, for which a text is its context. */
    BUILD,
    /** A driver whose options mean nothing to another driver. */
    DRIVER,
    /** Hosts that may have several addresses. */
    HOSTS,
    /** Address ranges by their subnet. */
    SUBNETS;

    private static final Map<String, MergeRule> RULES = Map.ofEntries(
            entry("networks.*.ipam.config", SUBNETS),
            entry("networks.*.labels", PAIRS),
            entry("volumes.*.labels", PAIRS),
            entry("services.*.annotations", PAIRS),
            entry("services.*.build", BUILD),
            entry("services.*.build.args", PAIRS),
            entry("services.*.build.additional_contexts", PAIRS),
            entry("services.*.build.extra_hosts", HOSTS),
            entry("services.*.build.labels", PAIRS),
            entry("services.*.command", REPLACE),
            entry("services.*.depends_on", NAMES),
            entry("services.*.deploy.labels", PAIRS),
            entry("services.*.dns", PAIRS),
            entry("services.*.dns_opt", PAIRS),
            entry("services.*.dns_search", PAIRS),
            entry("services.*.entrypoint", REPLACE),
            entry("services.*.env_file", PAIRS),
            entry("services.*.label_file", PAIRS),
            entry("services.*.environment", PAIRS),
            entry("services.*.extra_hosts", HOSTS),
            entry("services.*.healthcheck.test", REPLACE),
            entry("services.*.labels", PAIRS),
            entry("services.*.logging", DRIVER),
            entry("services.*.models", NAMES),
            entry("services.*.networks", NAMES),
            entry("services.*.sysctls", PAIRS),
            entry("services.*.tmpfs", PAIRS),
            entry("services.*.ulimits.*", REPLACE));

    static Optional<MergeRule> of(String pattern) {
        return Optional.ofNullable(RULES.get(pattern));
    }
}
