package dev.stagecraft.sandbox;

import dev.stagecraft.sandbox.host.SimulatedImage;
import dev.stagecraft.sandbox.host.SimulatedImage.Behaviour;
import dev.stagecraft.sandbox.host.SimulatedRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Lets hosts in the JVM pull what the simulated registry serves over HTTP. */
public final class RegistryBridge implements SimulatedRegistry {
    private final dev.stagecraft.sandbox.registry.SimulatedRegistry registry;

    public RegistryBridge(dev.stagecraft.sandbox.registry.SimulatedRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Optional<SimulatedImage> find(String reference) {
        var authority = registry.authority() + "/";
        if (!reference.startsWith(authority)) {
            return Optional.empty();
        }
        var rest = reference.substring(authority.length());
        int at = rest.indexOf('@');
        int split = at >= 0 ? at : rest.lastIndexOf(':');
        return registry.find(rest.substring(0, split), rest.substring(split + 1))
                .map(RegistryBridge::image);
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
