package dev.stagecraft.provider.backend.encore;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is said of an application for one request; the first thing that does not fit is the answer. */
record EncoreDescription(EncoreConfig config, AppRequest request) {
    private static final String INFRA = "infra.config.json";

    /** What Encore builds for, and its own words for it. */
    private static final Map<String, String> ARCHITECTURES =
            Map.of("linux/amd64", "amd64", "linux/arm64", "arm64", "linux/arm64/v8", "arm64");

    AppAnswer answer() {
        return switch (EncoreProject.read(request.tree(), config.app())) {
            case EncoreProject.Answer.None(String why) -> new AppAnswer.Refused(ErrorCode.INVALID_PROJECT, "app", why);
            case EncoreProject.Answer.Found(EncoreProject project) -> describe(project);
        };
    }

    /** Names of the application's secrets; none where there is no application. */
    SortedSet<String> secretNames() {
        return switch (EncoreProject.read(request.tree(), config.app())) {
            case EncoreProject.Answer.None _ -> new TreeSet<>();
            case EncoreProject.Answer.Found(EncoreProject project) -> secretNames(project);
        };
    }

    private AppAnswer describe(EncoreProject project) {
        for (Declaration declaration : project.declarations()) {
            if (declaration instanceof Declaration.Unreadable(String where, String why)) {
                return new AppAnswer.Refused(
                        ErrorCode.INVALID_PROJECT, "app", "%s cannot be read: %s.".formatted(where, why));
            }
        }
        SortedSet<String> secrets = secretNames(project);
        Optional<AppAnswer.Refused> fault = platform()
                .or(this::unknownService)
                .or(() -> missingSecret(project))
                .or(() -> noVariable(secrets))
                .or(() -> notLinked(project));
        if (fault.isPresent()) {
            return fault.get();
        }
        return switch (EncoreMigrations.of(config, request, project)) {
            case EncoreMigrations.Refused(AppAnswer.Refused why) -> why;
            case EncoreMigrations.Directories(SortedMap<String, String> directories) ->
                new AppAnswer.Described(recipes(project, secrets), directories);
        };
    }

    private SortedSet<String> secretNames(EncoreProject project) {
        var names = new TreeSet<>(config.secrets().names());
        if (names.isEmpty()) {
            declared(project).keySet().forEach(names::add);
        }
        return names;
    }

    private static SortedMap<String, String> declared(EncoreProject project) {
        var secrets = new TreeMap<String, String>();
        for (Declaration declaration : project.declarations()) {
            if (declaration instanceof Declaration.AppSecret(String name, String where)) {
                secrets.putIfAbsent(name, where);
            }
        }
        return secrets;
    }

    /** Encore takes amd64 where nothing is said, whatever the machine is: so it is always told. */
    private Optional<AppAnswer.Refused> platform() {
        String named = String.join(", ", request.platforms());
        Optional<String> architecture = architecture();
        if (architecture.isEmpty()) {
            return Optional.of(invalid(
                    "arch",
                    "Encore builds an image for one platform, linux/amd64 or linux/arm64; spec.build.platforms names %s."
                            .formatted(named)));
        }
        return config.arch()
                .filter(written -> !written.equals(architecture.get()))
                .map(written -> invalid(
                        "arch",
                        "This says %s, and spec.build.platforms says %s: leave this out, or say the same in both."
                                .formatted(written, named)));
    }

    private Optional<String> architecture() {
        return Optional.ofNullable(ARCHITECTURES.get(String.join(", ", request.platforms())));
    }

    private Optional<AppAnswer.Refused> unknownService() {
        return config.services().keySet().stream()
                .filter(service -> !request.services().contains(service))
                .findFirst()
                .map(service -> invalid(
                        "services." + service,
                        "'%s' is not among the services of this provider: %s."
                                .formatted(service, String.join(", ", request.services()))));
    }

    private Optional<AppAnswer.Refused> missingSecret(EncoreProject project) {
        SortedSet<String> names = secretNames(project);
        return declared(project).entrySet().stream()
                .filter(secret -> !names.contains(secret.getKey()))
                .findFirst()
                .map(secret -> invalid(
                        "secrets.names",
                        "The application reads the secret '%s' (%s), which is not among these names."
                                .formatted(secret.getKey(), secret.getValue())));
    }

    /** Names of the variables that the application needs. */
    Set<String> variables() {
        return EncoreVariable.of(config, secretNames()).stream()
                .map(EncoreVariable::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A variable that is not there would be found out by an image that does not start. */
    private Optional<AppAnswer.Refused> noVariable(SortedSet<String> secrets) {
        return EncoreVariable.of(config, secrets).stream()
                .filter(needed -> !request.variables().contains(needed.name()))
                .findFirst()
                .map(needed -> invalid(
                        needed.path(),
                        "The application gets no variable '%s'; give it one under spec.env or spec.envFrom."
                                .formatted(needed.name())));
    }

    /** The command line finds the application on Encore's platform by the id in its file, whatever is said here. */
    private Optional<AppAnswer.Refused> notLinked(EncoreProject project) {
        return config.secrets().types().isEmpty() || !project.appId().isEmpty()
                ? Optional.empty()
                : Optional.of(new AppAnswer.Refused(
                        ErrorCode.INVALID_PROJECT,
                        "secrets.types",
                        "Secrets can be brought to an application of Encore's platform only, and encore.app has no id. Link it with"
                                + " 'encore app link', or leave the types out."));
    }

    private SortedMap<String, Recipe> recipes(EncoreProject project, SortedSet<String> secrets) {
        String infra = InfraConfig.of(config, config.appId().orElse(project.appId()), request.environment(), secrets);
        var recipes = new TreeMap<String, Recipe>();
        for (String service : request.services()) {
            recipes.put(
                    service,
                    new Recipe.Program(
                            config.app(),
                            EncoreBackend.PROGRAM,
                            config.version(),
                            command(service),
                            Map.of(INFRA, infra, OwnDaemon.FILE, OwnDaemon.SCRIPT),
                            EncoreBackend.environment(config),
                            List.of()));
        }
        return recipes;
    }

    private List<String> command(String service) {
        var command = new ArrayList<>(
                List.of(EncoreBackend.PROGRAM, "build", "docker", "--push", "--config", "{files}/" + INFRA));
        architecture().ifPresent(arch -> command.addAll(List.of("--arch", arch)));
        config.base().ifPresent(base -> command.addAll(List.of("--base", base)));
        Optional.ofNullable(config.services().get(service)).ifPresent(part -> {
            if (!part.services().isEmpty()) {
                command.add("--services=" + String.join(",", part.services()));
            }
            if (!part.gateways().isEmpty()) {
                command.add("--gateways=" + String.join(",", part.gateways()));
            }
        });
        command.add("{image}");
        return OwnDaemon.around(command);
    }

    private static AppAnswer.Refused invalid(String path, String message) {
        return new AppAnswer.Refused(ErrorCode.INVALID_CONFIG, path, message);
    }
}
