package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;
import static dev.stagecraft.compose.ComposeProblem.Code.LIMIT;
import static dev.stagecraft.compose.ComposeProblem.Code.NOT_FOUND;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Collects everything beside a Compose file that its containers need, so that the file can be served anywhere and again. */
public final class Shipper {
    private final ComposeDocument document;
    private final ComposeSources sources;
    private final Variables variables;
    private final Interpolation interpolation;
    private final Cargo cargo;

    private Shipper(
            ComposeDocument document,
            ComposeSources sources,
            Variables variables,
            Function<byte[], String> fingerprint) {
        this.document = document;
        this.sources = sources;
        this.variables = variables;
        this.interpolation = new Interpolation(variables);
        this.cargo = new Cargo(fingerprint);
    }

    /**
     * Everything at once, or the first thing that stands in the way.
     *
     * @param variables with all their values, those of secret names too: they go into files, not into the Compose file
     * @param fingerprint names contents by a few letters and digits that tell nothing of them
     */
    public static Shipment ship(
            ComposeFile file, ComposeSources sources, Variables variables, Function<byte[], String> fingerprint) {
        ComposeDocument document = new ComposeDocument(file.tree(), file.lines());
        Shipper shipper = new Shipper(document, sources, variables, fingerprint);
        try {
            Map<String, Map<String, String>> environments = shipper.services(new EnvFiles(sources, variables));
            return new Shipment.Ready(file.with(document.tree()), environments, shipper.cargo.files());
        } catch (ComposeRefusal refusal) {
            return new Shipment.Refused(refusal.problems());
        }
    }

    private Map<String, Map<String, String>> services(EnvFiles envFiles) {
        Grants grants = new Grants(this, document, interpolation);
        Map<String, Map<String, String>> environments = new LinkedHashMap<>();
        document.tree().path("services").forEachEntry((name, definition) -> {
            String path = "services." + name;
            ObjectNode service = (ObjectNode) definition;
            Map<String, String> environment = envFiles.environment(document, path, service);
            if (!environment.isEmpty()) {
                environments.put(name, environment);
            }
            envFiles.labels(document, path, service);
            mounts(path + ".volumes", service.path("volumes"));
            nothingElse(path, new ServiceDefinition(name, service));
            profiles(path + ".security_opt", service.path("security_opt"));
            grants.service(path, service);
        });
        grants.sections();
        document.tree().path("volumes").forEachEntry(this::device);
        return environments;
    }

    private void mounts(String path, JsonNode volumes) {
        for (int i = 0; i < volumes.size(); i++) {
            String at = path + "[" + i + "]";
            if (volumes.get(i) instanceof ObjectNode mount) {
                String source = mount.path("source").asText();
                String type = interpolation.orWritten(mount.path("type").asText());
                if (type.equals("bind") && RelativePaths.isRelative(source, interpolation)) {
                    mount.put("source", shipped(at, source, false));
                }
            } else {
                String text = volumes.get(i).asText();
                String source = ShortSyntax.parts(text).getFirst();
                if (source.length() < text.length()
                        && interpolation.orWritten(source).startsWith(".")) {
                    ((ArrayNode) volumes)
                            .set(i, TextNode.valueOf(shipped(at, source, false) + text.substring(source.length())));
                }
            }
        }
    }

    /**
     * Beside what is shipped there are the files of releases, which no container may get at, and Compose takes any path that is
     * not absolute for one of that directory. What is absolute is for {@link HostAccess} to judge.
     */
    private void nothingElse(String path, ServiceDefinition service) {
        for (Mount mount : Resolution.of(service, variables).mounts()) {
            boolean bound = mount.kind() == Mount.Kind.BIND || mount.kind() == Mount.Kind.OTHER;
            String source = mount.source();
            if (bound && !source.startsWith("/") && !source.startsWith("~") && !cargo.has(source)) {
                throw document.refuse(
                        INVALID,
                        path + ".volumes",
                        "The source of a mount is a relative path inside of a variable, or none at all, so that it cannot be shipped; write 'source:target' with a variable for each.");
            }
        }
    }

    /** Compose reads them where it runs, each kind of Compose from another directory. */
    private void profiles(String at, JsonNode options) {
        for (JsonNode option : options) {
            String[] parts = interpolation.orWritten(option.asText()).split("[:=]", 2);
            if (parts.length == 2
                    && parts[0].equals("seccomp")
                    && !List.of("unconfined", "builtin").contains(parts[1])
                    && !parts[1].startsWith("/")) {
                throw document.refuse(
                        INVALID,
                        at,
                        "A seccomp profile of the source cannot be shipped; name one that is on the host.");
            }
        }
    }

    /** Where the file or directory of the source, that a path with variables names, will be on a host. */
    String shipped(String at, String written, boolean secret) {
        String path = RelativePaths.resolve("", interpolation.orWritten(written));
        SortedMap<String, byte[]> files;
        try {
            files = sources.files(path);
        } catch (ComposeSources.CannotShip cannotShip) {
            throw refusal(at, path, cannotShip);
        }
        if (files.isEmpty()) {
            throw document.refuse(
                    NOT_FOUND,
                    at,
                    Loading.absent(path)
                            + " What containers write belongs into a volume; for a path of the host write an absolute one.");
        }
        return ship(at, path, files, secret);
    }

    /** Where a file with that content will be on a host. */
    String content(String at, String name, byte[] content, boolean secret) {
        return ship(at, name, new TreeMap<>(Map.of("", content)), secret);
    }

    private String ship(String at, String path, SortedMap<String, byte[]> files, boolean secret) {
        try {
            return cargo.add(path.substring(path.lastIndexOf('/') + 1), files, secret);
        } catch (ComposeSources.CannotShip cannotShip) {
            throw refusal(at, path, cannotShip);
        }
    }

    private ComposeRefusal refusal(String at, String path, ComposeSources.CannotShip why) {
        return document.refuse(
                LIMIT,
                at,
                "'%s' cannot be shipped with a release: %s. Put it into the image.".formatted(path, why.getMessage()));
    }

    private void device(String name, JsonNode volume) {
        JsonNode options = volume.path("driver_opts");
        boolean bound =
                HostMounts.isBound(interpolation.orWritten(options.path("o").asText()));
        if (bound && RelativePaths.isRelative(options.path("device").asText(), interpolation)) {
            throw document.refuse(
                    INVALID,
                    "volumes." + name + ".driver_opts",
                    "The volume '%s' is a directory of the source, which cannot be shipped under the name of a volume; mount the directory itself, or leave driver_opts out."
                            .formatted(name));
        }
    }
}
