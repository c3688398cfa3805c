package dev.stagecraft.provider.cloud;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Machines for tests of what only looks at them. */
public final class Machines {
    private Machines() {}

    public static Machine machine(String id, String host, String createId) {
        return new Machine(
                new MachineId(id),
                "shop-prod-" + host,
                Optional.of(host),
                Optional.of(createId),
                Machine.State.ACTIVE,
                false,
                Optional.of("203.0.113.9"),
                Optional.empty(),
                "nyc3",
                "s-1vcpu-1gb",
                "ubuntu-24-04-x64",
                Set.of("stagecraft"),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
    }
}
