package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds whatever opens a path of the host: mounts, volumes with a device, files of secrets and configs, logs. */
final class HostMounts {
    private static final Set<Mount.Kind> FROM_THE_HOST = Set.of(Mount.Kind.BIND, Mount.Kind.OTHER);
    private static final Set<String> SHARING = Set.of("shared", "rshared", "slave", "rslave");

    /** File systems that show nothing of the host; others could be its disks, its processes, or its directories put together. */
    private static final Set<String> FOREIGN = Set.of("tmpfs", "nfs", "nfs4", "cifs", "smb3");

    private static final Set<String> OF_THE_HOST = Set.of("bind", "rbind", "remount", "move");

    private final HostFindings findings;
    private final Interpolation interpolation;

    HostMounts(HostFindings findings, Interpolation interpolation) {
        this.findings = findings;
        this.interpolation = interpolation;
    }

    void service(String path, ServiceDefinition written, ServiceDefinition resolved) {
        String at = path + ".volumes";
        List<Mount> shown = written.mounts();
        List<Mount> mounts = resolved.mounts();
        for (int i = 0; i < mounts.size(); i++) {
            if (FROM_THE_HOST.contains(mounts.get(i).kind())) {
                path(at, shown.get(i).source(), mounts.get(i).source(), "The mount of");
            }
        }
        JsonNode definition = resolved.definition();
        if (definition.path("volumes").valueStream().flatMap(HostMounts::modes).anyMatch(SHARING::contains)) {
            String sentence = "A mount with this propagation carries other mounts between the container and its host.";
            findings.report(HostPower.HOST_PATHS, at, sentence);
        }
        if (definition
                .path("volumes_from")
                .valueStream()
                .anyMatch(from -> from.asText().startsWith("container:"))) {
            findings.report(
                    HostPower.HOST_PATHS,
                    path + ".volumes_from",
                    "'volumes_from: container:' opens the volumes of a container of somebody else.");
        }
        JsonNode options = definition.path("logging").path("options");
        if (options.valueStream()
                .map(JsonNode::asText)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.startsWith("/") || value.startsWith("unix"))) {
            findings.report(
                    HostPower.HOST_PATHS,
                    path + ".logging.options",
                    "The engine reads or writes a path of the host for this log.");
        }
    }

    private static Stream<String> modes(JsonNode volume) {
        if (volume.isObject()) {
            return Stream.of(volume.path("bind").path("propagation").asText());
        }
        List<String> parts = ShortSyntax.parts(volume.asText());
        return parts.size() > 2 ? Arrays.stream(parts.getLast().split(",")) : Stream.empty();
    }

    /** A file of a secret or config. */
    void file(String at, JsonNode definition) {
        String file = definition.path("file").asText();
        path(at, file, interpolation.orWritten(file), "The file");
    }

    /** The local driver can mount anything under the name of a volume; and a name with a slash is a path to the engine. */
    void volume(String name, JsonNode volume) {
        String at = "volumes." + name;
        Stream.of(volume.path("name"), volume.path("external").path("name"))
                .filter(each -> interpolation.orWritten(each.asText()).contains("/"))
                .forEach(each -> findings.report(
                        HostPower.HOST_PATHS, at, "A volume with a slash in its name is a path of the host."));
        JsonNode options = volume.path("driver_opts");
        String device = options.path("device").asText();
        String resolved = interpolation.orWritten(device);
        boolean bound = isBound(text(options, "o"));
        boolean foreign = !bound && FOREIGN.contains(text(options, "type"));
        boolean local = Set.of("", "local")
                .contains(interpolation.orWritten(volume.path("driver").asText()));
        if (!foreign) {
            path(at + ".driver_opts", device, resolved, "The volume with the device");
        }
        // What is bound to a relative directory never gets to a host.
        boolean told = foreign || bound || HostPath.isOutside(HostPath.normal(resolved));
        if (local && !told && !text(options, "type").isEmpty()) {
            findings.report(
                    HostPower.HOST_PATHS,
                    at + ".driver_opts",
                    "A volume of the type '%s' can show what is on the host."
                            .formatted(options.path("type").asText()));
        }
        if (options.propertyStream()
                .filter(option -> !option.getKey().equals("device"))
                .anyMatch(option ->
                        interpolation.orWritten(option.getValue().asText()).startsWith("/"))) {
            findings.report(
                    HostPower.HOST_PATHS, at + ".driver_opts", "An option of the volume is a path of the host.");
        }
    }

    /** Whether these mount options take a directory, not a file system, whatever type is named beside them. */
    static boolean isBound(String options) {
        return Arrays.stream(options.split(",")).map(String::strip).anyMatch(OF_THE_HOST::contains);
    }

    private String text(JsonNode options, String key) {
        return interpolation.orWritten(options.path(key).asText());
    }

    /** What is written may have several variables; only what they make of it says where it leads. */
    private void path(String at, String written, String resolved, String what) {
        String path = HostPath.normal(resolved);
        if (HostPath.holdsSocket(path)) {
            findings.report(
                    HostPower.DOCKER_SOCKET,
                    at,
                    what + " '" + written + "' lets the container start any other on the host.");
        }
        if (HostPath.isOutside(path) && !HostPath.isSocket(path)) {
            findings.report(HostPower.HOST_PATHS, at, what + " '" + written + "' opens a path of the host.");
        }
    }
}
