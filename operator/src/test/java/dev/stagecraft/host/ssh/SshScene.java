package dev.stagecraft.host.ssh;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** A host over SSH and a connector with little patience. */
final class SshScene implements AutoCloseable {
    static final SshLimits SHORT = new SshLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(300));

    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());

    final SimulatedHost host = SimulatedHost.start(SimulatedHost.Options.ready(new ImageShelf(), CLIENT.publicKey()));
    final SshConnector connector = new SshConnector(SHORT, address -> Optional.empty());

    /** Where the host really is, with a key that it takes. */
    HostAddress address() {
        return host.address("app-1", CLIENT.privateKey());
    }

    /** Why it cannot be connected to, which is a sentence that names the host. */
    HostException refused(HostAddress address) {
        var refused = assertThrows(HostException.class, () -> connector.connect(address));
        var message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("app-1 (127.0.0.1:") && message.endsWith("."), message);
        return refused;
    }

    @Override
    public void close() {
        connector.close();
        host.close();
    }
}
