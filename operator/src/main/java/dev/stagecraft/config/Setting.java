package dev.stagecraft.config;

import java.util.Arrays;
import java.util.List;

/** Every setting, in the order of the documentation. The variable is the prefix and the constant's name. */
public enum Setting {
    CONFIG_FILE("path", "", "Properties file with more settings, by the same names; a variable wins over the file"),
    WATCH_NAMESPACES("names, comma-separated", "", "Namespaces to watch; empty: all of them"),
    RECONCILE_INTERVAL("duration", "10m", "Longest time between two looks at a resource that nothing has touched"),
    HTTP_ADDRESS("IP address", "0.0.0.0", "Address that serves health and metrics"),
    HTTP_PORT("0 to 65535", "8080", "Port that serves health and metrics; 0: a free one"),
    LEADER_ELECTION("true or false", "true", "Whether replicas take turns by a lease"),
    LEASE_NAME("name", "stagecraft-operator", "Name of the lease"),
    LEASE_NAMESPACE("name", "", "Namespace of the lease; empty: the one that the operator runs in"),
    LEASE_IDENTITY("text", "", "What tells this replica from the others; empty: random at each start"),
    DIGITALOCEAN_URL("URL", "https://api.digitalocean.com", "Base of the DigitalOcean API"),
    CLOUD_POLL_INTERVAL("duration", "30s", "Time between two listings of a cloud's hosts while something is awaited"),
    ALLOW_LOOPBACK_HOSTS("true or false", "false", "Lets static hosts have loopback addresses, for sandboxes only"),
    INSECURE_REGISTRIES(
            "host:port, comma-separated", "", "Registries to be spoken to in plain HTTP; loopback always is"),
    SQLITE_DIRECTORY(
            "absolute path",
            "",
            "Directory of the operator below which SQLite databases may lie, of all namespaces; empty: none may"),
    SOURCE_DIRECTORY(
            "absolute path",
            "",
            "Directory in which commits are kept while they are released; empty: the system's temporary one"),
    BUILDER_IMAGE(
            "image",
            "docker.io/moby/buildkit:v0.34.2-rootless",
            "Image of the Jobs that build: rootless BuildKit, whose user is 1000"),
    BUILDER_ADDRESS(
            "tcp://host:port", "", "BuildKit daemon that the Jobs are clients of; fits the restricted pod standard"),
    BUILDER_TLS_DIRECTORY(
            "absolute path", "", "Directory with ca.pem, cert.pem and key.pem for that daemon; empty: plain TCP"),
    BUILDER_SECCOMP(
            "path of a profile",
            "",
            "Without an address: seccomp profile on the nodes for a daemon in each Job's pod, which fits the baseline standard only"),
    BUILDER_APPARMOR("name of a profile", "", "The same for AppArmor; empty: the container runtime's own"),
    BUILDER_PROGRAMS(
            "program=image, comma-separated", "", "Images of programs that build by themselves, such as encore"),
    STEP_ATTEMPTS("1 to 100", "5", "Tries of a failing step before the resource is stalled"),
    STEP_BACKOFF_BASE("duration", "2s", "Wait after the first failure of a step; it doubles from there"),
    STEP_BACKOFF_MAX("duration", "2m", "No wait between two tries is longer"),
    CREATE_WINDOW("duration", "1m", "How long after a create was sent a cloud's list may not show the host yet"),
    HOST_POLL_INTERVAL("duration", "2s", "Time between two looks at a host or container that is on its way"),
    SETTLE_TIME("duration", "5s", "How long a container without any health check must run before it counts as healthy"),
    RECONCILE_THREADS("1 to 256", "4", "Threads that decide what to do"),
    STEP_THREADS("1 to 1024", "32", "Steps that run at the same time, over all resources"),
    LOG_FORMAT("json or text", "json", "How log lines look");

    /** What every variable of ours begins with. */
    public static final String PREFIX = "STAGECRAFT_";

    private final String takes;
    private final String fallback;
    private final String meaning;

    Setting(String takes, String fallback, String meaning) {
        this.takes = takes;
        this.fallback = fallback;
        this.meaning = meaning;
    }

    /** The environment variable, which is also the key in the file. */
    public String variable() {
        return PREFIX + name();
    }

    /** What a value looks like, in words. */
    public String takes() {
        return takes;
    }

    /** The value where none is given; empty where there is none. */
    public String fallback() {
        return fallback;
    }

    /** What it is for, as a sentence without its stop. */
    public String meaning() {
        return meaning;
    }

    static List<String> variables() {
        return Arrays.stream(values()).map(Setting::variable).toList();
    }
}
