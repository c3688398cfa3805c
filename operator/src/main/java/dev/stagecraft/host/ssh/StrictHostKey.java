package dev.stagecraft.host.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** Accepts a host key only if the connection was made with a pin for it; a connection without pins accepts none. */
final class StrictHostKey implements ServerKeyVerifier {

    @Override
    public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey serverKey) {
        var context = session.getConnectionContext();
        var pins = context == null ? null : context.getAttribute(Pins.KEY);
        return pins != null && pins.accepts(serverKey);
    }
}
