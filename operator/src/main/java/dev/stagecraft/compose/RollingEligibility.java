package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Whether a new container of a service can run beside the old one on the same host. */
public sealed interface RollingEligibility {
    /** It can: no downtime. */
    record StartFirst() implements RollingEligibility {}

    /** @param reason a sentence that announces the downtime and says what causes it */
    record StopFirst(String reason) implements RollingEligibility {
        public StopFirst {
            requireNonNull(reason, "reason");
        }
    }

    /** Judged by the file alone; every cause is in the reason. */
    static RollingEligibility of(ServiceDefinition service) {
        List<String> causes = Stream.<Function<ServiceDefinition, Optional<String>>>of(
                        RollingEligibility::fixedName,
                        RollingEligibility::fixedPorts,
                        RollingEligibility::foreignNetwork,
                        RollingEligibility::fixedAddress,
                        RollingEligibility::singleWriter)
                .map(cause -> cause.apply(service))
                .flatMap(Optional::stream)
                .toList();
        return causes.isEmpty()
                ? new StartFirst()
                : new StopFirst(
                        "Downtime is expected for '%s': its old container must stop before the new one starts, because %s."
                                .formatted(service.name(), String.join(", and ", causes)));
    }

    private static Optional<String> fixedName(ServiceDefinition service) {
        return service.containerName().map(name -> "container_name '" + name + "' can only be taken once");
    }

    private static Optional<String> fixedPorts(ServiceDefinition service) {
        List<String> ports = service.publishedPorts();
        return ports.isEmpty()
                ? Optional.empty()
                : Optional.of("it publishes " + String.join(", ", ports) + " on the host");
    }

    private static Optional<String> foreignNetwork(ServiceDefinition service) {
        return service.networkMode()
                .filter(mode -> mode.equals("host") || mode.startsWith("service:") || mode.startsWith("container:"))
                .map(mode -> "network_mode '" + mode + "' lets both listen on the same ports");
    }

    private static Optional<String> fixedAddress(ServiceDefinition service) {
        JsonNode definition = service.definition();
        boolean fixed = definition.has("mac_address")
                || definition
                        .path("networks")
                        .valueStream()
                        .anyMatch(n -> n.has("ipv4_address") || n.has("ipv6_address") || n.has("mac_address"));
        return fixed ? Optional.of("its network address is fixed") : Optional.empty();
    }

    private static Optional<String> singleWriter(ServiceDefinition service) {
        List<String> written = Stream.concat(
                        service.mounts().stream()
                                .filter(mount -> !mount.readOnly())
                                .filter(mount ->
                                        mount.kind() == Mount.Kind.NAMED_VOLUME || mount.kind() == Mount.Kind.BIND)
                                .filter(mount -> !mount.source().startsWith(HostPath.SHIPPED))
                                .map(Mount::source),
                        service.definition()
                                .path("volumes_from")
                                .valueStream()
                                .map(JsonNode::asText)
                                .filter(from -> !from.endsWith(":ro"))
                                .map(from -> "those of " + from))
                .distinct()
                .toList();
        return written.isEmpty()
                ? Optional.empty()
                : Optional.of("both would write to the same volumes (" + String.join(", ", written) + ")");
    }
}
