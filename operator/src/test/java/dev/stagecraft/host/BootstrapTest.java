package dev.stagecraft.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.host.SimulatedOs;
import dev.stagecraft.sandbox.host.SimulatedPackages.Program;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BootstrapTest {

    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());

    @Test
    void aBareUbuntuGetsEngineAndPluginOnce() {
        try (var host = start(SimulatedOs.UBUNTU, Set.of())) {
            var facts = bootstrap(host);

            assertEquals(new HostFacts("Ubuntu 24.04.1 LTS", "28.2.2", ComposeCli.PLUGIN, "2.37.1"), facts);
            var mutations = host.journal().mutations();
            assertEquals(
                    List.of("ca-certificates", "curl", "docker-compose-v2", "docker.io"),
                    mutations.getLast().subList(8, 12));
            assertEquals(facts, bootstrap(host));
            assertEquals(mutations, host.journal().mutations(), "a second run changes nothing");
            assertEquals(List.of(), host.journal().unknown());
        }
    }

    @Test
    void aBareDebianGetsTheComposeThatItHas() {
        try (var host = start(SimulatedOs.DEBIAN, Set.of())) {
            var facts = bootstrap(host);

            assertEquals(ComposeCli.STANDALONE, facts.compose());
            assertEquals(
                    EnumSet.of(Program.ENGINE, Program.COMPOSE_1, Program.CURL),
                    host.packages().installed());
        }
    }

    @Test
    void aDropletFromUserDataIsReachedAndSetUp() {
        var identity = HostIdentity.generate(new SecureRandom());
        var userData = CloudInit.userData(identity, CLIENT.publicKey()).reveal();
        try (var host = SimulatedHost.start(SimulatedHost.Options.droplet(new ImageShelf(), userData))) {
            assertEquals(identity.publicKey(), host.identity().publicKey());
            assertEquals(ComposeCli.PLUGIN, bootstrap(host).compose());
        }
    }

    @Test
    void anEngineTooNewForComposeOneGetsThePlugin() {
        try (var host = start(SimulatedOs.UBUNTU, EnumSet.of(Program.ENGINE, Program.COMPOSE_1, Program.CURL))) {
            assertEquals(ComposeCli.PLUGIN, bootstrap(host).compose());
        }
    }

    @Test
    void anotherSystemIsRefusedWithWhatItLacks() {
        try (var host = start(SimulatedOs.ALPINE, EnumSet.of(Program.ENGINE))) {
            var refused = assertThrows(HostNotUsable.class, () -> bootstrap(host));

            assertTrue(
                    String.valueOf(refused.getMessage()).contains("Alpine Linux v3.22 and lacks Docker Compose, curl."),
                    refused::getMessage);
            assertEquals(List.of(), host.journal().mutations());
        }
    }

    @Test
    void anEngineThatIsDownIsSaidToBeDown() {
        try (var host = start(SimulatedOs.UBUNTU, EnumSet.of(Program.ENGINE, Program.COMPOSE_2, Program.CURL))) {
            host.faults().stopDocker(true);

            var failed = assertThrows(HostCommandException.class, () -> bootstrap(host));

            assertEquals(HostCommandException.Code.DOCKER_DOWN, failed.code());
            assertTrue(failed.retryable());
        }
    }

    @Test
    void aUserWithoutRightsIsRefusedAtOnce() {
        var refused = assertThrows(
                HostNotUsable.class, () -> new Bootstrap(new NobodysHost(), Bootstrap.Limits.DEFAULT).run());

        assertTrue(String.valueOf(refused.getMessage()).contains("Set ssh.user to root."), refused::getMessage);
    }

    @Test
    void osReleaseIsReadWithAndWithoutQuotes() {
        assertTrue(OsRelease.parse("ID=linuxmint\nID_LIKE='ubuntu debian'\n").usesApt());
        assertTrue(!OsRelease.parse("ID=fedora\nPRETTY_NAME=\"Fedora\"\n").usesApt());
        assertEquals("unknown", OsRelease.parse("").prettyName());
    }

    private static SimulatedHost start(SimulatedOs os, Set<Program> installed) {
        return SimulatedHost.start(SimulatedHost.Options.ready(new ImageShelf(), CLIENT.publicKey())
                .running(os, installed));
    }

    private static HostFacts bootstrap(SimulatedHost host) {
        try (var connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
                var connection = connector.connect(host.address("app-1", CLIENT.privateKey()))) {
            return new Bootstrap(connection, Bootstrap.Limits.DEFAULT).run();
        }
    }

    private record NobodysHost() implements HostConnection {

        @Override
        public String display() {
            return "app-1 (192.0.2.1:22)";
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public CommandResult run(Command command) {
            assertEquals(List.of("id", "-u"), command.argv());
            return new CommandResult(0, "1000\n", "", false);
        }

        @Override
        public CommandResult send(Command command, InputSource input) {
            throw new UnsupportedOperationException("nobody's host reads nothing");
        }

        @Override
        public RunningProgram start(List<String> argv, Optional<TerminalShape> terminal) {
            throw new UnsupportedOperationException("nobody's host starts nothing");
        }

        @Override
        public Tunnel forward(String host, int port) {
            throw new UnsupportedOperationException("nobody's host leads nowhere");
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
