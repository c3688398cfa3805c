package dev.stagecraft.sandbox;

import dev.stagecraft.sandbox.host.SimulatedImage;
import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import dev.stagecraft.sandbox.host.SimulatedRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets hosts in the JVM pull what the simulated registry serves over HTTP, and push to it. */
public final class RegistryBridge implements SimulatedRegistry {
    private final dev.stagecraft.sandbox.registry.SimulatedRegistry registry;

    public RegistryBridge(dev.stagecraft.sandbox.registry.SimulatedRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Optional<SimulatedImage> find(String reference) {
        return split(reference)
                .flatMap(name -> registry.find(name.repository(), name.version()))
                .map(RegistryBridge::image);
    }

    /** An image that a host built is served from now on; its label {@code behaviour} says what its containers do. */
    @Override
    public Optional<String> push(String reference, Map<String, String> facts, String login) {
        var objection = objection(reference, login);
        if (objection.isPresent()) {
            return objection;
        }
        var name = split(reference);
        name.ifPresent(known -> registry.push(known.repository(), known.version(), facts));
        return name.isPresent()
                ? Optional.empty()
                : Optional.of("Get \"https://%s/v2/\": dial tcp: connect: connection refused".formatted(reference));
    }

    private record Name(String repository, String version) {}

    private Optional<Name> split(String reference) {
        var authority = registry.authority() + "/";
        if (!reference.startsWith(authority)) {
            return Optional.empty();
        }
        var rest = reference.substring(authority.length());
        int at = rest.indexOf('@');
        int split = at >= 0 ? at : rest.lastIndexOf(':');
        return Optional.of(new Name(rest.substring(0, split), rest.substring(split + 1)));
    }

    @Override
    public Optional<String> objection(String reference, String login) {
        return registry.admits(login) ? Optional.empty() : Optional.of("no basic auth credentials");
    }

    private static SimulatedImage image(dev.stagecraft.sandbox.registry.SimulatedImage image) {
        var behaviour = switch (image.behaviour()) {
            case "unhealthy" -> Behaviour.UNHEALTHY;
            case "crash" -> Behaviour.CRASHING;
            case "finishing" -> Behaviour.FINISHING;
            case "hanging" -> Behaviour.HANGING;
            case String other -> Behaviour.GOOD;
        };
        return new SimulatedImage(image.digest(), behaviour, Set.of(8080), Duration.ZERO);
    }
}
