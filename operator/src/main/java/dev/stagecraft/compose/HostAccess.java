package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds containers that could take over their host. Whether that is allowed is the caller's policy. */
public final class HostAccess {
    private static final Set<String> FALSE = Set.of("", "false", "no", "off", "n", "0", "null");
    private static final List<String> NAMESPACES =
            List.of("network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup");
    private static final List<String> DEVICES = List.of("devices", "device_cgroup_rules", "gpus");
    private static final Set<String> RUNTIMES = Set.of("", "runc", "io.containerd.runc.v2");

    private final HostFindings findings;
    private final HostMounts mounts;
    private final Interpolation interpolation;

    private HostAccess(SourceLines lines, Map<String, String> values) {
        this.findings = new HostFindings(lines);
        this.interpolation = new Interpolation(new Variables(values, Set.of()));
        this.mounts = new HostMounts(findings, interpolation);
    }

    /**
     * One setting.
     *
     * @param problem shows the setting as it is written, without values of variables
     */
    public record Finding(HostPower power, ComposeProblem problem) {}

    /**
     * One for every such setting; empty for an ordinary file.
     *
     * @param values of all variables: what they decide counts
     */
    public static List<Finding> findings(ComposeFile file, Map<String, String> values) {
        HostAccess access = new HostAccess(file.lines(), values);
        file.services().forEach(service -> access.service(service, service.resolved(values)));
        file.node("volumes").forEachEntry(access.mounts::volume);
        file.node("networks").forEachEntry(access::network);
        for (String section : List.of("configs", "secrets")) {
            file.node(section).forEachEntry((name, entry) -> access.mounts.file(section + "." + name + ".file", entry));
        }
        return access.findings.all();
    }

    private void service(ServiceDefinition written, ServiceDefinition resolved) {
        String path = "services." + written.name();
        JsonNode definition = resolved.definition();
        if (isTrue(definition.path("privileged"))) {
            report(HostPower.PRIVILEGED, path + ".privileged", "A privileged container is root on its host.");
        }
        for (String hook : List.of("post_start", "pre_stop")) {
            if (definition.path(hook).valueStream().anyMatch(each -> isTrue(each.path("privileged")))) {
                report(HostPower.PRIVILEGED, path + "." + hook, "A privileged command is root on its host.");
            }
        }
        if (definition.has("provider")) {
            report(HostPower.PRIVILEGED, path + ".provider", "'provider' runs a program of the host.");
        }
        if (isTrue(definition.path("use_api_socket"))) {
            report(HostPower.DOCKER_SOCKET, path + ".use_api_socket", "The container can start any other on the host.");
        }
        namespaces(path, definition);
        rights(path, definition);
        protections(path, written.definition(), definition);
        mounts.service(path, written, resolved);
    }

    private void namespaces(String path, JsonNode definition) {
        NAMESPACES.stream()
                .filter(key -> definition.path(key).asText().equals("host"))
                .forEach(key -> report(
                        HostPower.HOST_NAMESPACES,
                        path + "." + key,
                        "'" + key + ": host' shares that part of the host."));
        NAMESPACES.stream()
                .filter(key -> definition.path(key).asText().startsWith("container:"))
                .forEach(key -> report(
                        HostPower.HOST_NAMESPACES,
                        path + "." + key,
                        "'" + key + ": container:' shares that part of a container of somebody else."));
        if (!definition.path("cgroup_parent").asText().isEmpty()) {
            report(
                    HostPower.HOST_NAMESPACES,
                    path + ".cgroup_parent",
                    "'cgroup_parent' puts the container into a control group of the host, away from the limits of its own.");
        }
    }

    private void rights(String path, JsonNode definition) {
        if (!definition.path("cap_add").isEmpty()) {
            report(HostPower.CAPABILITIES, path + ".cap_add", "'cap_add' gives the container rights on the host.");
        }
        DEVICES.stream()
                .filter(key ->
                        !definition.path(key).isEmpty() || definition.path(key).isTextual())
                .forEach(key -> report(
                        HostPower.DEVICES, path + "." + key, "'" + key + "' gives the container devices of the host."));
        if (!definition.at("/deploy/resources/reservations/devices").isEmpty()) {
            report(
                    HostPower.DEVICES,
                    path + ".deploy.resources.reservations.devices",
                    "'devices' gives the container devices of the host.");
        }
    }

    /** Of options only the one that takes rights away is let through: a profile of one's own can allow anything. */
    private void protections(String path, JsonNode written, JsonNode resolved) {
        JsonNode options = resolved.path("security_opt");
        for (int i = 0; i < options.size(); i++) {
            if (!options.get(i).asText().matches("no-new-privileges([:=](true|false))?")) {
                report(
                        HostPower.SECURITY_OPTIONS,
                        path + ".security_opt",
                        "'%s' changes a protection of the host."
                                .formatted(written.path("security_opt").path(i).asText()));
            }
        }
        if (!RUNTIMES.contains(resolved.path("runtime").asText())) {
            report(
                    HostPower.SECURITY_OPTIONS,
                    path + ".runtime",
                    "'runtime' starts the container with another program of the host.");
        }
    }

    /** Compose takes a network that is there already, also where the file does not call it external. */
    private void network(String name, JsonNode network) {
        JsonNode external = network.path("external");
        boolean elsewhere = external.isObject() || isTrue(external);
        JsonNode named = external.path("name").isTextual() ? external.path("name") : network.path("name");
        String real = named.isTextual() ? interpolation.orWritten(named.asText()) : elsewhere ? name : "";
        String driver = interpolation.orWritten(network.path("driver").asText());
        if (real.equals("host") || driver.equals("host")) {
            report(HostPower.HOST_NAMESPACES, "networks." + name, "The network is that of the host.");
        }
        if (real.startsWith("container:")) {
            report(
                    HostPower.HOST_NAMESPACES,
                    "networks." + name,
                    "The network is that of a container of somebody else.");
        }
    }

    /** Compose takes a text for a boolean once its variables are replaced. */
    private static boolean isTrue(JsonNode node) {
        return !node.isMissingNode() && !FALSE.contains(node.asText().toLowerCase(Locale.ROOT));
    }

    private void report(HostPower power, String path, String message) {
        findings.report(power, path, message);
    }
}
