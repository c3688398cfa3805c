package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.ComposeCli;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostFacts;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.secret.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A real Debian host, with nothing or only half of it, becomes able to run Compose. */
@Tag("e2e")
@Timeout(420)
class RealBootstrapE2E {

    @TempDir
    Path logs;

    @ParameterizedTest
    @EnumSource(
            value = Equipment.class,
            names = {"BARE", "ENGINE_ONLY"})
    void whatIsMissingIsInstalledOnce(Equipment equipment) {
        try (var hosts = RealHosts.start(1, logs, equipment);
                var connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty())) {
            var host = hosts.host(1);
            var address = new HostAddress(
                    host.name(),
                    host.address(),
                    host.sshPort(),
                    "root",
                    Secret.of(hosts.clientPrivateKey()),
                    List.of(host.hostPublicKey()));

            if (equipment == Equipment.ENGINE_ONLY) {
                // The fixture hides the program only; the package manager must miss it too.
                host.run("dpkg", "--purge", "--force-depends", "docker-compose").orFail();
            }

            // When
            var first = bootstrap(connector, address);
            var second = bootstrap(connector, address);

            // Then
            assertEquals(ComposeCli.STANDALONE, first.compose());
            assertTrue(first.os().contains("Debian"), first::os);
            assertEquals(first, second);
        }
    }

    private static HostFacts bootstrap(SshConnector connector, HostAddress address) {
        try (var connection = connector.connect(address)) {
            return new Bootstrap(connection, Bootstrap.Limits.DEFAULT).run();
        }
    }
}
