package dev.stagecraft.host.ssh;

import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.config.keys.ClientIdentityLoader;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** Sets up the one MINA client that all connections share. */
final class Clients {

    private static final int UNANSWERED_HEARTBEATS = 3;

    private Clients() {}

    /** A started client that trusts the pinned keys of each connection and knows no other key than its own. */
    static SshClient start(SshLimits limits) {
        var client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier(new StrictHostKey());
        client.addSessionListener(new PinnedAlgorithms());
        // With algorithms of its own: those of a session are narrowed to the type of the host's key.
        client.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(client.getSignatureFactories())));
        // The operator's own files, agent and passwords have no say.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setClientIdentityLoader(NO_IDENTITIES);
        client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
        client.setAgentFactory(null);
        client.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        // Compression would let a hostile host make much out of little.
        client.setCompressionFactories(List.of(BuiltinCompressions.none));
        bound(client, limits);
        client.start();
        return client;
    }

    private static void bound(SshClient client, SshLimits limits) {
        // Who connects waits for exactly its limit and says so. The library's own clock only backs it up: were both
        // set alike, whichever fired first would decide whether the failure reads as a timeout or as a lost connection.
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limits.authenticate().multipliedBy(2));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, limits.heartbeat());
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED_HEARTBEATS);
        // The heartbeat decides when a connection is dead; a long pull may print nothing for minutes.
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO_WORKERS.set(client, 2);
        // Commands are short exchanges: waiting to fill a packet would only delay each.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
    }

    private static final ClientIdentityLoader NO_IDENTITIES = new NoIdentities();
}
