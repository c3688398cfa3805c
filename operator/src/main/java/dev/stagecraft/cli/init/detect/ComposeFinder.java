package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeLoader;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.ComposeSources;
import dev.stagecraft.compose.Dependency;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.compose.VariableCheck;
import dev.stagecraft.compose.Variables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the Compose file of a directory and what stands in it. */
final class ComposeFinder {
    /** What stands between the names of a Compose file is an environment, but for those of a person's own machine. */
    private static final Pattern OVERRIDE = Pattern.compile("(?:docker-)?compose\\.([a-z][a-z0-9-]{0,19})\\.ya?ml");

    private static final Set<String> NO_ENVIRONMENT =
            Set.of("override", "local", "dev", "development", "test", "tests", "ci", "build", "debug", "e2e");

    private static final YAMLMapper YAML = new YAMLMapper();

    private final ProjectFiles files;
    private final Set<String> wanted;
    private final Set<String> parts = new TreeSet<>();

    /** @param wanted services that are released, also where only a profile starts them */
    ComposeFinder(ProjectFiles files, Set<String> wanted) {
        this.files = files;
        this.wanted = wanted;
    }

    /** @throws UnreadableProject if there is one that the operator would refuse as well */
    Optional<FoundCompose> find() {
        return ProjectFiles.COMPOSE.stream()
                .filter(files.paths()::contains)
                .findFirst()
                .map(this::read);
    }

    /** A file in which every service has a profile that is not active has no active service. */
    private FoundCompose read(String path) {
        ComposeFile all = load(path, Set.of("*"));
        Map<String, List<String>> profiles = profiles(path);
        Set<String> chosen = profiles.entrySet().stream()
                .filter(entry -> wanted.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<ComposeFile> active =
                chosen.isEmpty() && profiles.size() == all.services().size()
                        ? Optional.empty()
                        : Optional.of(load(path, chosen));
        Set<String> names = active.stream()
                .flatMap(file -> file.services().stream())
                .map(ServiceDefinition::name)
                .collect(Collectors.toSet());
        SortedMap<String, FoundOverride> overrides = overrides(path, all, chosen);
        List<String> envFiles = envFiles(all);
        envFiles.forEach(this::part); // a release reads these, and not the loader
        List<FoundService> services = all.services().stream()
                .map(each -> service(each, all, profiles.getOrDefault(each.name(), List.of())))
                .toList();
        return new FoundCompose(
                path,
                Optional.of(all.tree().path("name").asText()).filter(name -> !name.isBlank()),
                services.stream().filter(each -> names.contains(each.name())).toList(),
                services.stream().filter(each -> !names.contains(each.name())).toList(),
                List.copyOf(chosen),
                overrides,
                variables(active.orElse(all)),
                imageVariables(active.orElse(all)),
                envFiles,
                parts.stream()
                        .filter(part -> !part.equals(path))
                        .filter(part -> overrides.values().stream()
                                .noneMatch(override -> override.path().equals(part)))
                        .toList(),
                dotenv(path));
    }

    private Set<String> dotenv(String path) {
        Set<String> named = NamedEnvFiles.in(
                files, Stream.concat(Stream.of(path), parts.stream()).toList());
        return parts.stream()
                .filter(part -> EnvFileName.is(part) || named.contains(ProjectFiles.name(part)))
                .collect(Collectors.toSet());
    }

    /** By service, as the file itself has them: what was put together by the loader has none left. */
    private Map<String, List<String>> profiles(String path) {
        var profiles = new TreeMap<String, List<String>>();
        try {
            JsonNode tree = YAML.readTree(files.text(path).orElse(""));
            tree.path("services").properties().forEach(service -> {
                JsonNode named = service.getValue().path("profiles");
                if (!named.isEmpty()) {
                    profiles.put(
                            service.getKey(),
                            named.valueStream().map(JsonNode::asText).toList());
                }
            });
        } catch (JsonProcessingException e) {
            throw new UnreadableProject("%s is not YAML: %s".formatted(path, e.getOriginalMessage()));
        }
        return profiles;
    }

    private ComposeFile load(String path, Set<String> profiles) {
        return load(List.of(path), profiles);
    }

    private ComposeFile load(List<String> paths, Set<String> profiles) {
        return switch (new ComposeLoader(sources(), profiles, Variables.none()).load(paths)) {
            case ParseResult.Parsed(ComposeFile file) -> file;
            case ParseResult.Rejected(List<ComposeProblem> problems) ->
                throw new UnreadableProject("%s cannot be released as it is: %s Correct it, then run init again."
                        .formatted(
                                String.join(" with ", paths),
                                problems.getFirst().describe()));
        };
    }

    /** A dotenv file that is not here, or that Git ignores, is not what the operator will see: it counts as empty. */
    private ComposeSources sources() {
        return new ComposeSources() {
            @Override
            public Optional<String> text(String path) {
                return part(path) ? files.text(path) : EnvFileName.is(path) ? Optional.of("") : Optional.empty();
            }

            @Override
            public SortedMap<String, byte[]> files(String path) {
                return new TreeMap<>();
            }
        };
    }

    /** Whether the operator would read that file, which is then remembered. */
    private boolean part(String path) {
        boolean there = EnvFileName.is(path)
                ? !EnvFileName.ignored(files, path)
                : files.text(path).isPresent();
        if (there) {
            parts.add(path);
        }
        return there;
    }

    private SortedMap<String, FoundOverride> overrides(String base, ComposeFile all, Set<String> profiles) {
        Set<String> known = all.services().stream().map(ServiceDefinition::name).collect(Collectors.toSet());
        var overrides = new TreeMap<String, FoundOverride>();
        for (String path : files.paths()) {
            Matcher override = OVERRIDE.matcher(path);
            if (override.matches() && !NO_ENVIRONMENT.contains(override.group(1))) {
                readable(path);
                overrides.computeIfAbsent(
                        override.group(1), any -> override(path, load(List.of(base, path), profiles), known));
            }
        }
        return overrides;
    }

    private void readable(String path) {
        if (files.text(path).isEmpty()) {
            throw new UnreadableProject(
                    "%s cannot be read, and nothing was written: it is larger than 1 MiB, or no text in UTF-8. Write it anew."
                            .formatted(path));
        }
    }

    private static FoundOverride override(String path, ComposeFile together, Set<String> known) {
        return new FoundOverride(
                path,
                together.services().stream()
                        .filter(each -> !known.contains(each.name()))
                        .map(each -> service(each, together, List.of()))
                        .toList(),
                variables(together));
    }

    /** A variable is needed if everything else has a value and the file still lacks one. */
    private static List<String> variables(ComposeFile file) {
        Set<String> mentioned = VariableCheck.names(file);
        var needed = new TreeSet<String>();
        for (String name : mentioned) {
            var others = new TreeSet<>(mentioned);
            others.remove(name);
            if (!VariableCheck.undefined(file, others, Set.of()).isEmpty()) {
                needed.add(name);
            }
        }
        needed.removeIf(name -> name.startsWith("STAGECRAFT_"));
        imageVariables(file).forEach(image -> needed.remove(image.name()));
        return List.copyOf(needed);
    }

    /** One that is the tag here and something else there has no value that fits both. */
    private static List<ImageVariable> imageVariables(ComposeFile file) {
        var byName = new TreeMap<String, ImageVariable>();
        file.services().stream()
                .flatMap(service -> ImageVariable.in(service.image()).stream())
                .forEach(each -> byName.merge(
                        each.name(), each, (one, other) -> new ImageVariable(one.name(), one.tag() && other.tag())));
        return List.copyOf(byName.values());
    }

    private static List<String> envFiles(ComposeFile file) {
        return file.services().stream()
                .flatMap(service -> {
                    JsonNode named = service.definition().path("env_file");
                    return named.isArray() ? named.valueStream() : Stream.of(named);
                })
                .map(entry -> entry.isObject() ? entry.path("path").asText() : entry.asText())
                .filter(path -> !path.isEmpty())
                .map(path -> path.startsWith("./") ? path.substring(2) : path)
                .distinct()
                .sorted()
                .toList();
    }

    private static FoundService service(ServiceDefinition service, ComposeFile file, List<String> profiles) {
        JsonNode definition = service.definition();
        return new FoundService(
                service.name(),
                service.image(),
                context(definition.path("build")),
                accessory(service),
                HealthCommand.endpoint(definition.path("healthcheck")),
                neighbours(service, file),
                profiles,
                !service.publishedPorts().isEmpty(),
                HostPort.in(service.resolved(Map.of()).definition().path("ports")));
    }

    private static Optional<Accessory> accessory(ServiceDefinition service) {
        return service.definition().has("build")
                ? Optional.empty()
                : Accessory.of(service.resolved(Map.of()).image());
    }

    private static Optional<String> context(JsonNode build) {
        if (build.isMissingNode() || build.isNull()) {
            return Optional.empty();
        }
        String written = build.isObject() ? build.path("context").asText(".") : build.asText();
        return Optional.of(Directories.plain(written));
    }

    private static List<String> neighbours(ServiceDefinition service, ComposeFile file) {
        return file.services().stream()
                .filter(other -> accessory(other).isPresent())
                .map(ServiceDefinition::name)
                .filter(name -> !name.equals(service.name()) && calls(service, name))
                .toList();
    }

    private static boolean calls(ServiceDefinition service, String name) {
        Pattern address = Pattern.compile("(?:^|[@/=,])" + Pattern.quote(name) + "(?::\\d+|/|,|$)");
        JsonNode environment = service.definition().path("environment");
        return service.dependencies().stream().map(Dependency::service).anyMatch(name::equals)
                || service.definition()
                        .path("links")
                        .valueStream()
                        .anyMatch(link -> link.asText().replaceAll(":.*", "").equals(name))
                || environment
                        .valueStream()
                        .anyMatch(value -> address.matcher(value.asText()).find());
    }
}
