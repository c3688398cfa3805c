package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.ServiceRollout;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeLoader;
import dev.stagecraft.compose.ComposeProblem;
import dev.stagecraft.compose.ComposeSources;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.RoleCut;
import dev.stagecraft.compose.Shipment;
import dev.stagecraft.compose.Shipper;
import dev.stagecraft.compose.VariableCheck;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.SourceTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the compose file and checks it against the rest of the spec. */
final class ComposeGather {
    static final String DEFAULT_ROLE = "app";

    /** Letters of a fingerprint: enough that two contents do not share one. */
    private static final int FINGERPRINT = 32;

    private final Reading reading;

    ComposeGather(Reading reading) {
        this.reading = reading;
    }

    /**
     * A compose file and where it lies.
     *
     * @param file with what the resource chooses for its services
     * @param path the field that names it
     */
    record Loaded(ComposeFile file, ComposeSources sources, String path) {}

    /**
     * The compose file; rejected when it cannot be used.
     *
     * @param tree the source, where the resource has one and it is read
     */
    Loaded load(StagecraftSpec spec, Optional<SourceTree> tree, Environment variables) {
        var source = spec.compose();
        if (source == null) {
            throw Rejected.at("InvalidSpec", "spec.compose", "there is no compose file; set inline or configMapRef");
        }
        var found = ComposeFiles.of(source, tree, reading);
        var loader = new ComposeLoader(found.sources(), Set.copyOf(source.profiles()), variables.asVariables());
        var whole = accepted(loader.load(found.files()), found.path());
        var local = whole.localVariables();
        reading.conceal(local.values().values().stream().map(Secret::of).toList());
        services(spec, whole);
        var chosen = accepted(Choices.of(spec, whole).apply(whole), found.path());
        return new Loaded(chosen, found.sources(), found.path());
    }

    private static void services(StagecraftSpec spec, ComposeFile compose) {
        var services =
                compose.services().stream().map(service -> service.name()).toList();
        for (var named : spec.services().keySet()) {
            if (!services.contains(named)) {
                throw Rejected.at(
                        "InvalidSpec",
                        "spec.services." + named,
                        "the compose file has no service " + named + "; it has: " + String.join(", ", services));
            }
        }
    }

    /** The file with everything beside it shipped, and what that is. */
    static Shipment.Ready ship(Loaded loaded, Environment variables, Secret fingerprintKey) {
        return switch (Shipper.ship(
                loaded.file(),
                loaded.sources(),
                variables.asVariables(),
                content -> Environment.fingerprint(fingerprintKey, content).substring(0, FINGERPRINT))) {
            case Shipment.Ready ready -> ready;
            case Shipment.Refused(var problems) -> throw refused(problems, loaded.path());
        };
    }

    /** Services to roles, as the spec says; checked to have a host to run on. */
    Map<String, String> roles(StagecraftSpec spec, ComposeFile compose, List<HostTarget> hosts) {
        var services =
                compose.services().stream().map(service -> service.name()).toList();
        var roles = new TreeMap<String, String>();
        var hostRoles = hosts.stream().map(HostTarget::role).collect(Collectors.toSet());
        for (var service : services) {
            var policy = spec.services().get(service);
            var role = policy == null || policy.role().isEmpty() ? DEFAULT_ROLE : policy.role();
            if (!hostRoles.contains(role)) {
                throw Rejected.at(
                        "InvalidSpec",
                        policy == null ? "spec.services" : "spec.services." + service + ".role",
                        "service " + service + " has role " + role
                                + ", and no host has that role; add a host to spec.hosts"
                                + " or give the service another role");
            }
            roles.put(service, role);
        }
        return roles;
    }

    /** The part of the file for each role. */
    Map<String, ComposeFile> cut(ComposeFile compose, Map<String, String> roles, List<String> notes) {
        var parts = new TreeMap<String, ComposeFile>();
        for (var role : new HashSet<>(roles.values())) {
            switch (compose.forRole(role, roles)) {
                case RoleCut.Cut(var file, var cutNotes) -> {
                    parts.put(role, file);
                    notes.addAll(cutNotes);
                }
                case RoleCut.Refused(var problems) -> throw refused(problems, "spec.compose");
            }
        }
        return parts;
    }

    /**
     * Rejects a variable that nothing defines or that would steer the host's own programs, and a number of containers that is
     * none.
     *
     * @param origin where in the spec a variable of that name is defined; empty for one that is not
     */
    void variables(ComposeFile compose, Environment variables, Function<String, Optional<String>> origin) {
        var values = variables.revealed();
        VariableCheck.reserved(compose).forEach((name, problem) -> {
            throw refused(List.of(problem), origin.apply(name).orElse("spec.compose"));
        });
        var undefined = VariableCheck.undefined(compose, values.keySet(), variables.emptyNames());
        if (!undefined.isEmpty()) {
            throw refused(undefined, "spec.compose");
        }
        var uncountable = VariableCheck.uncountable(compose, values);
        if (!uncountable.isEmpty()) {
            throw refused(uncountable, "spec.compose");
        }
    }

    /** Whether the service is an accessory that no release rolls. */
    static boolean manual(StagecraftSpec spec, String service) {
        var policy = spec.services().get(service);
        return policy != null && policy.strategy().equals(ServiceRollout.MANUAL);
    }

    private static ComposeFile accepted(ParseResult result, String path) {
        return switch (result) {
            case ParseResult.Parsed(var file) -> file;
            case ParseResult.Rejected(var problems) -> throw refused(problems, path);
        };
    }

    static Rejected refused(List<ComposeProblem> problems, String path) {
        boolean later = problems.getFirst().code() == ComposeProblem.Code.NOT_IMPLEMENTED;
        var words = problems.stream().limit(5).map(ComposeProblem::describe).collect(Collectors.joining("; "));
        return Rejected.at(later ? "NotImplemented" : "ComposeInvalid", path, words);
    }
}
