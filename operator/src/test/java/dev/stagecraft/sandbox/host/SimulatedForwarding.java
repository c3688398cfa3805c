package dev.stagecraft.sandbox.host;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** Lets connections through to this machine's loopback, where a test has its servers, unless that fault stands. */
final class SimulatedForwarding extends RejectAllForwardingFilter {

    private final Faults faults;

    SimulatedForwarding(Faults faults) {
        this.faults = faults;
    }

    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
        return type == Type.Direct && !faults.forwardingRefused() && isLoopback(address.getHostName());
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException nowhere) {
            // Nobody is reached there, which is for the attempt to say.
            return true;
        }
    }
}
