package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;

/** Connects over SSH. All connections share one client and its few threads; closing it ends them all. */
public final class SshConnector implements HostConnector, AutoCloseable {

    private final SshClient client;
    private final SshLimits limits;
    private final Function<InetAddress, Optional<String>> refusal;

    /**
     * @param refusal why no connection is made to an address, as the rest of a sentence; empty where one may be. It is asked for
     *     the address that is about to be connected to: what a name stands for can change at any time
     */
    public SshConnector(SshLimits limits, Function<InetAddress, Optional<String>> refusal) {
        this.limits = limits;
        this.refusal = refusal;
        this.client = Clients.start(limits);
    }

    @Override
    public HostConnection connect(HostAddress address) {
        var key = ClientKeys.read(address.privateKey(), "The SSH key for host " + address.display());
        var pins = pins(address);
        var session = open(address, pins);
        try {
            session.addPublicKeyIdentity(key);
            session.auth().verify(limits.authenticate());
            return new SshConnection(address, session);
        } catch (IOException failed) {
            session.close(true);
            throw pins.refused()
                    .map(shown -> SshFailures.wrongHostKey(address, pins, shown))
                    .orElseGet(() -> SshFailures.authenticating(address, failed));
        }
    }

    @Override
    public String publicKeyOf(Secret privateKey) {
        return ClientKeys.line(ClientKeys.read(privateKey, "The SSH key"));
    }

    @Override
    public void close() {
        client.stop();
    }

    private ClientSession open(HostAddress address, Pins pins) {
        var target = new InetSocketAddress(address.address(), address.port());
        if (target.isUnresolved()) {
            throw SshFailures.unknownName(address);
        }
        Optional.ofNullable(target.getAddress()).flatMap(refusal).ifPresent(why -> {
            throw SshFailures.addressRefused(address, why);
        });
        try {
            return client.connect(address.user(), target, AttributeRepository.ofKeyValuePair(Pins.KEY, pins))
                    .verify(limits.connect())
                    .getSession();
        } catch (IOException failed) {
            throw SshFailures.connecting(address, failed);
        }
    }

    private static Pins pins(HostAddress address) {
        try {
            var pins = Pins.of(address.expectedHostKeys());
            if (pins.isEmpty()) {
                throw SshFailures.noPins(address);
            }
            return pins;
        } catch (IllegalArgumentException notAKey) {
            throw SshFailures.badPins(address);
        }
    }
}
