package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.HOST_ACCESS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Containers that could take over their host. Whether that is allowed is the caller's policy. */
public final class HostAccess {
    private static final List<String> NAMESPACES =
            List.of("network_mode", "pid", "ipc", "userns_mode", "uts", "cgroup");
    private static final List<String> GRANTS = List.of("cap_add", "devices", "device_cgroup_rules");
    private static final Set<String> OPEN_PROFILES = Set.of("seccomp", "apparmor", "label");
    private static final Pattern HOST_ROOTS = Pattern.compile(
            "/|/(etc|root|boot|dev|proc|sys|usr|bin|sbin|lib|lib64|run|var|var/run|var/lib|var/lib/docker|home)(/.*)?");

    private final SourceLines lines;
    private final List<ComposeProblem> findings = new ArrayList<>();

    private HostAccess(SourceLines lines) {
        this.lines = lines;
    }

    /** One problem for every such setting; empty for an ordinary file. */
    public static List<ComposeProblem> findings(ComposeFile file) {
        HostAccess access = new HostAccess(file.lines());
        file.services().forEach(access::service);
        file.node("volumes").forEachEntry(access::volume);
        return List.copyOf(access.findings);
    }

    private void service(ServiceDefinition service) {
        String path = "services." + service.name();
        JsonNode definition = service.definition();
        if (definition.path("privileged").asBoolean()) {
            report(path + ".privileged", "A privileged container is root on its host.");
        }
        NAMESPACES.stream()
                .filter(key -> definition.path(key).asText().equals("host"))
                .forEach(key -> report(path + "." + key, "'" + key + ": host' shares that part of the host."));
        GRANTS.stream()
                .filter(key -> !definition.path(key).isEmpty())
                .forEach(key -> report(path + "." + key, "'" + key + "' gives the container rights on the host."));
        definition.path("security_opt").forEach(option -> securityOption(path, option.asText()));
        service.mounts().stream()
                .filter(mount -> mount.kind() == Mount.Kind.BIND && reachesIn(mount.source()))
                .forEach(mount -> report(
                        path + ".volumes", "The mount of '" + mount.source() + "' opens a system path of the host."));
    }

    private void securityOption(String path, String option) {
        String[] parts = option.split("[:=]", 2);
        if (parts.length == 2 && OPEN_PROFILES.contains(parts[0]) && parts[1].matches("unconfined|disable")) {
            report(path + ".security_opt", "'" + option + "' switches a protection of the host off.");
        }
    }

    /** The local driver can mount any path under the name of a volume. */
    private void volume(String name, JsonNode volume) {
        String device = volume.path("driver_opts").path("device").asText();
        if (reachesIn(device)) {
            report(
                    "volumes." + name + ".driver_opts",
                    "The volume opens the system path '" + device + "' of the host.");
        }
    }

    /** A path that climbs up, or that a variable decides, could be any. */
    private static boolean reachesIn(String path) {
        String plain = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        return plain.contains("..")
                || plain.contains("/./")
                || plain.contains("$")
                || plain.startsWith("~")
                || HOST_ROOTS.matcher(plain).matches();
    }

    private void report(String path, String message) {
        findings.add(lines.problem(HOST_ACCESS, path, message));
    }
}
