package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.HOST_ACCESS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
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
    private static final Set<String> PROTECTIONS = Set.of("seccomp", "apparmor", "label", "systempaths");

    private final SourceLines lines;
    private final Interpolation interpolation;
    private final List<Finding> findings = new ArrayList<>();

    private HostAccess(SourceLines lines, Map<String, String> values) {
        this.lines = lines;
        this.interpolation = new Interpolation(new Variables(values, Set.of()));
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
        file.node("volumes").forEachEntry(access::volume);
        file.node("networks").forEachEntry(access::network);
        for (String section : List.of("configs", "secrets")) {
            file.node(section)
                    .forEachEntry((name, entry) -> access.path(
                            section + "." + name + ".file", entry.path("file").asText(), "The file"));
        }
        return List.copyOf(access.findings);
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
        if (!definition.path("cap_add").isEmpty()) {
            report(HostPower.CAPABILITIES, path + ".cap_add", "'cap_add' gives the container rights on the host.");
        }
        DEVICES.stream()
                .filter(key -> !definition.path(key).isEmpty() || definition.path(key).isTextual())
                .forEach(key ->
                        report(HostPower.DEVICES, path + "." + key, "'" + key + "' gives the container devices of the host."));
        if (!definition.at("/deploy/resources/reservations/devices").isEmpty()) {
            report(HostPower.DEVICES, path + ".deploy.resources.reservations.devices", "'devices' gives the container devices of the host.");
        }
        definition.path("security_opt").forEach(option -> securityOption(path, option.asText()));
        mounts(path, written);
    }

    private void namespaces(String path, JsonNode definition) {
        NAMESPACES.stream()
                .filter(key -> definition.path(key).asText().equals("host"))
                .forEach(key -> report(
                        HostPower.HOST_NAMESPACES, path + "." + key, "'" + key + ": host' shares that part of the host."));
        NAMESPACES.stream()
                .filter(key -> definition.path(key).asText().startsWith("container:"))
                .forEach(key -> report(
                        HostPower.HOST_NAMESPACES,
                        path + "." + key,
                        "'" + key + ": container:' shares that part of a container of somebody else."));
        if (definition.path("volumes_from").valueStream().anyMatch(from -> from.asText().startsWith("container:"))) {
            report(
                    HostPower.HOST_PATHS,
                    path + ".volumes_from",
                    "'volumes_from: container:' opens the volumes of a container of somebody else.");
        }
    }

    private void mounts(String path, ServiceDefinition written) {
        for (Mount mount : written.mounts()) {
            if (mount.kind() == Mount.Kind.BIND) {
                path(path + ".volumes", mount.source(), "The mount of");
            }
        }
    }

    private void securityOption(String path, String option) {
        String[] parts = option.split("[:=]", 2);
        if (parts.length == 2 && PROTECTIONS.contains(parts[0]) && parts[1].matches("unconfined|disable")) {
            report(
                    HostPower.SECURITY_OPTIONS,
                    path + ".security_opt",
                    "'" + option + "' switches a protection of the host off.");
        }
    }

    /** The local driver can mount any path under the name of a volume. */
    private void volume(String name, JsonNode volume) {
        path(
                "volumes." + name + ".driver_opts",
                volume.path("driver_opts").path("device").asText(),
                "The volume with the device");
    }

    private void network(String name, JsonNode network) {
        JsonNode named = network.path("external").path("name");
        String real = interpolation.orWritten(
                named.isTextual() ? named.asText() : network.path("name").asText(name));
        boolean external = network.path("external").isObject() || isTrue(network.path("external"));
        if ((external && real.equals("host")) || network.path("driver").asText().equals("host")) {
            report(HostPower.HOST_NAMESPACES, "networks." + name, "The network is that of the host.");
        }
    }

    /** What is written may have several variables; only what they make of it says where it leads. */
    private void path(String at, String written, String what) {
        String path = HostPath.normal(interpolation.orWritten(written));
        if (HostPath.holdsSocket(path)) {
            report(HostPower.DOCKER_SOCKET, at, what + " '" + written + "' lets the container start any other on the host.");
        }
        if (HostPath.isOutside(path) && !HostPath.isSocket(path)) {
            report(HostPower.HOST_PATHS, at, what + " '" + written + "' opens a path of the host.");
        }
    }

    /** Compose takes a text for a boolean once its variables are replaced. */
    private static boolean isTrue(JsonNode node) {
        return !node.isMissingNode() && !FALSE.contains(node.asText().toLowerCase(Locale.ROOT));
    }

    private void report(HostPower power, String path, String message) {
        findings.add(new Finding(power, lines.problem(HOST_ACCESS, path, message)));
    }
}
