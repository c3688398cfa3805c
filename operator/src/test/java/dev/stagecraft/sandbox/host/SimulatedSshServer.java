package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/** The SSH side of a simulated host: one host key, public keys only, commands and ways to the loopback only. */
final class SimulatedSshServer implements AutoCloseable {

    private final SshServer server;

    SimulatedSshServer(SimulatedHost.Options options, int port, SimulatedHostState state) {
        var shell = new SimulatedShell(state);
        var authorized = fingerprints(options.authorizedKeys());
        server = SshServer.setUpDefaultServer();
        server.setHost(options.bindAddress());
        server.setPort(port);
        server.setNioWorkers(2);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.setKeyPairProvider(
                KeyPairProvider.wrap(keyPair(options.identity().privateKey())));
        server.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory()));
        server.setPublickeyAuthenticator((user, key, session) ->
                user.equals("root") && !state.faults().keysRefused() && authorized.contains(fingerprint(key)));
        server.setForwardingFilter(new SimulatedForwarding(state.faults()));
        server.setCommandFactory((channel, line) -> new SimulatedCall(line, shell, state));
        server.setShellFactory(channel -> new SimulatedLogin());
        start();
    }

    int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void start() {
        try {
            server.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(
                    "The simulated host cannot listen on %s:%d.".formatted(server.getHost(), server.getPort()), failed);
        }
    }

    private static KeyPair keyPair(Secret pem) {
        try (var text = new ByteArrayInputStream(pem.reveal().getBytes(UTF_8))) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("host key"), text, (s, r, i) -> null)
                    .iterator()
                    .next();
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalArgumentException("the host key cannot be read", broken);
        }
    }

    private static Set<String> fingerprints(List<String> lines) {
        return lines.stream().map(HostIdentity::fingerprint).collect(Collectors.toUnmodifiableSet());
    }

    private static String fingerprint(PublicKey key) {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    }
}
