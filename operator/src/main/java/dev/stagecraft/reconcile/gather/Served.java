package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.ServiceRollout;
import dev.stagecraft.api.v1alpha1.ServiceSpec;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ComposeParser;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.compose.Dependency;
import dev.stagecraft.compose.ParseResult;
import dev.stagecraft.compose.RollingEligibility;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.compose.VariableCheck;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release puts on its hosts, whether it is new or stored.
 *
 * @param roles in start order
 * @param composeByRole the rendered compose file for the hosts of each role; holds no secret
 * @param images service to pinned image
 * @param services the policies of the services that have one
 * @param environment what the containers are given
 * @param variables what Compose's interpolation sees
 * @param contents what lies beside the compose files
 */
public record Served(
        String version,
        String inputsHash,
        List<String> roles,
        SortedMap<String, String> composeByRole,
        SortedMap<String, String> images,
        Map<String, ServiceSpec> services,
        Environment environment,
        Environment variables,
        Contents contents) {

    public Served {
        roles = List.copyOf(roles);
        composeByRole = Collections.unmodifiableSortedMap(new TreeMap<>(composeByRole));
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        services = Map.copyOf(services);
    }

    /**
     * A service on the hosts of its role.
     *
     * @param hash the value of the label by which its containers are known to be of this release
     * @param keepsData whether it has a named volume
     * @param replicas how many containers a host is to run
     * @param stopGrace how long the file gives a container to stop
     * @param mayEnd whether a container that ended with code 0 is left ended
     * @param dependencies on services of the same hosts
     */
    public record Service(
            String name,
            String hash,
            int replicas,
            boolean manual,
            boolean keepsData,
            boolean hasHealthcheck,
            Optional<String> stopFirst,
            Optional<ServiceSpec> policy,
            Optional<Duration> stopGrace,
            boolean mayEnd,
            List<Dependency> dependencies) {

        public Service {
            dependencies = List.copyOf(dependencies);
        }

        /** How long its containers may take to stop: what the file asks for, if that is more. */
        public Duration drain(Duration atLeast) {
            return stopGrace.filter(grace -> grace.compareTo(atLeast) > 0).orElse(atLeast);
        }

        /** Whether anything says when it is well; without that, a container that ended well counts as done. */
        public boolean checked() {
            return hasHealthcheck || policy.filter(p -> p.health() != null).isPresent();
        }
    }

    /** The services of a role, in start order. */
    public List<Service> servicesOf(String role) {
        var text = composeByRole.get(role);
        if (text == null) {
            return List.of();
        }
        var file = parse(text);
        return file.startOrder().stream()
                .flatMap(name -> file.service(name).stream())
                .map(this::service)
                .toList();
    }

    private Service service(ServiceDefinition definition) {
        var policy = Optional.ofNullable(services.get(definition.name()));
        boolean recreate =
                policy.filter(p -> p.strategy().equals(ServiceRollout.RECREATE)).isPresent();
        var resolved = definition.resolved(variables.revealed());
        return new Service(
                definition.name(),
                definition.label(ComposeRenderer.HASH_LABEL).orElse(""),
                resolved.replicas().orElse(1),
                policy.filter(p -> p.strategy().equals(ServiceRollout.MANUAL)).isPresent(),
                !definition.namedVolumes().isEmpty(),
                resolved.hasHealthcheck(),
                recreate ? Optional.of(recreated(definition.name())) : stopFirst(definition),
                policy,
                resolved.stopGracePeriod(),
                resolved.mayEnd(),
                resolved.dependencies());
    }

    private static String recreated(String service) {
        return "Downtime is expected for '" + service
                + "': its strategy is Recreate, so its old container stops before the new one starts.";
    }

    private static Optional<String> stopFirst(ServiceDefinition definition) {
        return switch (RollingEligibility.of(definition)) {
            case RollingEligibility.StartFirst() -> Optional.empty();
            case RollingEligibility.StopFirst(var reason) -> Optional.of(reason);
        };
    }

    /**
     * What the host's Compose is given for a role: the variables that the file reads, and none beside them, since docker and
     * Compose read some themselves.
     */
    public Map<String, String> interpolated(String role) {
        var text = composeByRole.get(role);
        var given = new TreeMap<>(variables.revealed());
        given.keySet().retainAll(text == null ? Set.of() : VariableCheck.names(parse(text)));
        return given;
    }

    /** The variables that the file of a role reads and that nothing defines: what a host has by such a name is not meant. */
    public Set<String> undefined(String role) {
        var text = composeByRole.get(role);
        var names = new TreeSet<>(text == null ? Set.of() : VariableCheck.names(parse(text)));
        names.removeAll(variables.values().keySet());
        return names;
    }

    /** Everything of it that its release object must not hold. */
    public Map<String, Secret> bundle() {
        var bundle = new TreeMap<>(variables.values());
        if (!contents.isEmpty()) {
            bundle.put(Contents.KEY, contents.stored());
        }
        return bundle;
    }

    /** The files that the hosts of a role need. */
    public List<ShippedFile> filesOf(String role) {
        var text = Optional.ofNullable(composeByRole.get(role)).orElse("");
        return contents.files().stream()
                .filter(file -> text.contains(file.directory()))
                .toList();
    }

    /** As the planner wants it. */
    public ReleaseTarget target(ReleaseTarget.Kind kind, Optional<String> release) {
        var targets = new ArrayList<ServiceTarget>();
        var atOnce = new ArrayList<String>();
        for (var role : roles) {
            var ofRole = servicesOf(role);
            ofRole.forEach(service -> targets.add(new ServiceTarget(
                    service.name(),
                    role,
                    images.getOrDefault(service.name(), ""),
                    service.hash(),
                    service.manual(),
                    service.keepsData(),
                    service.stopFirst())));
            var rolled = ofRole.stream().filter(service -> !service.manual()).toList();
            if (!rolled.isEmpty() && rolled.stream().allMatch(this::recreated)) {
                atOnce.add(role);
            }
        }
        return new ReleaseTarget(kind, release, version, inputsHash, targets, atOnce);
    }

    private boolean recreated(Service service) {
        return service.policy()
                .filter(policy -> policy.strategy().equals(ServiceRollout.RECREATE))
                .isPresent();
    }

    private static ComposeFile parse(String text) {
        return switch (ComposeParser.parseRendered(text)) {
            case ParseResult.Parsed(var file) -> file;
            case ParseResult.Rejected(var problems) ->
                throw new IllegalStateException("a stored compose file cannot be read: " + problems);
        };
    }

    @Override
    public String toString() {
        return "Served[" + version + ", " + inputsHash + "]";
    }
}
