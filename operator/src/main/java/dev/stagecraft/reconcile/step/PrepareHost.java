package dev.stagecraft.reconcile.step;

import dev.stagecraft.compose.EnvironmentOverride;
import dev.stagecraft.compose.ImageReference;
import dev.stagecraft.compose.ShellEnvironment;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.ReleaseFiles;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts a release's files on a host, lets the host's Compose check them, and pulls the images. Nothing that runs is touched. */
final class PrepareHost implements StepAction {
    private final HostSessions sessions;

    PrepareHost(HostSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var owner = Owners.of(context.gathered());
        var served = context.served().get();
        var role = context.host().role();
        var services =
                served.servicesOf(role).stream().map(Served.Service::name).toList();
        var files = files(context, served, role);
        var login = login(context, served, services);
        return sessions.with(context.address(), session -> {
            var project =
                    new ComposeProject(session.connection(), session.facts().compose(), owner);
            project.claim();
            project.directory().write(files);
            project.check(files.release());
            project.pull(files.release(), services, login);
            return new StepOutcome.Done(Map.of());
        });
    }

    /** Only what this host's images need; where it is nothing, the host's own login counts. */
    static Optional<Secret> login(StepContext context, Served served, List<String> services) {
        var registries = services.stream()
                .flatMap(service -> Optional.ofNullable(served.images().get(service)).stream())
                .flatMap(image -> ImageReference.parse(image).stream())
                .map(ImageReference::registry)
                .collect(Collectors.toSet());
        var credentials = context.gathered().registry();
        return credentials.coverAny(registries) ? Optional.of(credentials.dockerConfig(registries)) : Optional.empty();
    }

    static ReleaseFiles files(StepContext context, Served served, String role) {
        var record = context.release();
        var environment = served.environment().revealed();
        var overrides = new TreeMap<String, Map<String, String>>();
        // An accessory is listed with nothing: Compose 1 refuses an override without any service.
        served.servicesOf(role).forEach(service -> {
            var own = new TreeMap<>(served.contents().environment(service.name()));
            own.putAll(service.manual() ? Map.of() : environment);
            overrides.put(service.name(), own);
        });
        return new ReleaseFiles(
                record.id(),
                served.composeByRole().getOrDefault(role, ""),
                Secret.of(EnvironmentOverride.render(overrides)),
                Secret.of(ShellEnvironment.render(served.interpolated(role), served.undefined(role))),
                CanonicalJson.write(Map.of(
                        "release", record.id(),
                        "revision", record.revision(),
                        "version", record.version(),
                        "type", record.type().label(),
                        "specHash", record.specHash(),
                        "inputsHash", record.inputsHash(),
                        "role", role,
                        "images", served.images())),
                served.filesOf(role));
    }
}
