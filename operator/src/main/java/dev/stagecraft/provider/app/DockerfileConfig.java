package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The configuration of a provider that builds by Dockerfile, as far as it could be read: for all services, and by service. */
record DockerfileConfig(Part all, SortedMap<String, Part> services) {
    private static final String BUILD = "build";
    private static final String DEV = "dev";
    private static final String SERVICES = "services";
    private static final Pattern PATH = Pattern.compile("[^\\x00-\\x1f\\x7f\\\\]{1,1024}");
    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern ARGUMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final int LONGEST = 4096;

    /** What is said of the build and of how a person runs it. */
    record Part(DockerfileBuild build, Optional<Dev> dev) {}

    /** A command, and the directory it is run in where that is not the build's. */
    record Dev(Optional<String> directory, List<String> command) {}

    /** What was read, and every fault of it. */
    record Reading(DockerfileConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json) {
        var check = new ConfigCheck();
        JsonNode config = json.isMissingNode() || json.isNull() ? JsonNodeFactory.instance.objectNode() : json;
        check.object(config, "", List.of(BUILD, DEV, SERVICES));
        var services = new TreeMap<String, Part>();
        JsonNode entries = config.path(SERVICES);
        if (entries.isObject()) {
            entries.properties().forEach(entry -> {
                String path = ConfigCheck.at(SERVICES, entry.getKey());
                if (check.object(entry.getValue(), path, List.of(BUILD, DEV)).isPresent()) {
                    services.put(entry.getKey(), part(check, entry.getValue(), path));
                }
            });
        } else if (!absent(entries)) {
            check.note(Violation.invalid(SERVICES, "This must be an object with an entry for a service."));
        }
        return new Reading(new DockerfileConfig(part(check, config, ""), services), check.violations());
    }

    /** What is said of one service, with what is said of all where that is silent. */
    Part of(String service) {
        Part own = services.getOrDefault(service, new Part(DockerfileBuild.UNSAID, Optional.empty()));
        return new Part(own.build().over(all.build()), own.dev().or(all::dev));
    }

    private static Part part(ConfigCheck check, JsonNode parent, String path) {
        return new Part(
                build(check, parent.path(BUILD), ConfigCheck.at(path, BUILD)),
                dev(check, parent.path(DEV), ConfigCheck.at(path, DEV)));
    }

    private static DockerfileBuild build(ConfigCheck check, JsonNode build, String path) {
        var keys = List.of("context", "dockerfile", "target", "args", "secrets");
        if (absent(build) || check.object(build, path, keys).isEmpty()) {
            return DockerfileBuild.UNSAID;
        }
        String file = "the path of the Dockerfile, relative to the context";
        String stage = "the name of a stage of the Dockerfile";
        return new DockerfileBuild(
                directory(check, build, path, "context"),
                check.text(build, path, new ConfigCheck.Text("dockerfile", PATH, file, false)),
                check.text(build, path, new ConfigCheck.Text("target", TARGET, stage, false)),
                arguments(check, build.path("args"), ConfigCheck.at(path, "args")),
                secrets(check, build.path("secrets"), ConfigCheck.at(path, "secrets")));
    }

    private static Optional<String> directory(ConfigCheck check, JsonNode parent, String path, String key) {
        String shape = "a directory of the repository, relative to its root";
        return check.text(parent, path, new ConfigCheck.Text(key, PATH, shape, false))
                .flatMap(written -> {
                    Optional<String> resolved = SourcePath.resolve("", written);
                    if (resolved.isEmpty()) {
                        check.note(Violation.invalid(ConfigCheck.at(path, key), "This must be " + shape + "."));
                    }
                    return resolved;
                });
    }

    private static Map<String, String> arguments(ConfigCheck check, JsonNode args, String path) {
        var arguments = new TreeMap<String, String>();
        entries(check, args, path, "build arguments").forEach((name, value) -> {
            String here = ConfigCheck.at(path, name);
            if (!ARGUMENT.matcher(name).matches()) {
                check.note(Violation.invalid(here, "A build argument's name is letters, digits and underscores."));
            } else if (!value.isTextual() || value.textValue().length() > LONGEST) {
                check.note(Violation.invalid(
                        here, "This must be text of at most " + LONGEST + " characters; put numbers in quotes."));
            } else {
                arguments.put(name, value.textValue());
            }
        });
        return arguments;
    }

    private static Map<String, SecretReference> secrets(ConfigCheck check, JsonNode secrets, String path) {
        var references = new TreeMap<String, SecretReference>();
        entries(check, secrets, path, "secrets").forEach((id, value) -> {
            if (!SECRET_ID.matcher(id).matches()) {
                check.note(Violation.invalid(
                        ConfigCheck.at(path, id), "The id of a secret is letters, digits, dots, dashes, underscores."));
            } else {
                check.secret(secrets, path, id, true).ifPresent(reference -> references.put(id, reference));
            }
        });
        return references;
    }

    private static Optional<Dev> dev(ConfigCheck check, JsonNode dev, String path) {
        if (absent(dev)
                || check.object(dev, path, List.of("command", "directory")).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> directory = directory(check, dev, path, "directory");
        var words = new ArrayList<String>();
        dev.path("command").forEach(word -> words.add(word.isTextual() ? word.textValue() : ""));
        if (!dev.path("command").isArray() || words.isEmpty() || words.contains("")) {
            check.note(Violation.invalid(
                    ConfigCheck.at(path, "command"),
                    "This must be a list of a program and its arguments, as in [npm, run, dev]."));
            return Optional.empty();
        }
        return Optional.of(new Dev(directory, List.copyOf(words)));
    }

    private static Map<String, JsonNode> entries(ConfigCheck check, JsonNode node, String path, String what) {
        var entries = new TreeMap<String, JsonNode>();
        if (node.isObject()) {
            node.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        } else if (!absent(node)) {
            check.note(Violation.invalid(path, "This must be an object with the " + what + " by name."));
        }
        return entries;
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
