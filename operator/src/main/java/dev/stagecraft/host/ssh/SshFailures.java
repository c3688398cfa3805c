package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostException.Code;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.jspecify.annotations.Nullable;

/** What the transport's exceptions mean, as sentences. */
final class SshFailures {

    private SshFailures() {}

    static HostException connecting(HostAddress address, Throwable cause) {
        if (has(cause, TimeoutException.class) || has(cause, SocketTimeoutException.class)) {
            return failure(
                    Code.TIMEOUT,
                    address,
                    "did not answer in time. Check that it is up and its firewall lets the operator in.",
                    cause);
        }
        if (has(cause, ConnectException.class) || has(cause, NoRouteToHostException.class)) {
            return failure(
                    Code.UNREACHABLE,
                    address,
                    "cannot be reached: the connection was refused or there is no route. Check address, port and firewall.",
                    cause);
        }
        return failure(Code.UNREACHABLE, address, "cannot be reached. Check address, port and firewall.", cause);
    }

    static HostException unknownName(HostAddress address) {
        return failure(
                Code.UNREACHABLE,
                address,
                "has an address whose name does not resolve. Correct it, or use an IP address.",
                null);
    }

    static HostException addressRefused(HostAddress address, String why) {
        return failure(
                Code.ADDRESS_REFUSED,
                address,
                "is not connected to: its address %s. Give the address of a host.".formatted(why),
                null);
    }

    static HostException noPins(HostAddress address) {
        return failure(
                Code.HOST_KEY_MISMATCH,
                address,
                "has no expected host key, and an unknown key is never accepted. Give its public host key.",
                null);
    }

    static HostException badPins(HostAddress address) {
        return failure(
                Code.BAD_KEY,
                address,
                "has an expected host key that is neither a public key line nor a SHA256 fingerprint. Correct it.",
                null);
    }

    static HostException wrongHostKey(HostAddress address, Pins pins, String shown) {
        return failure(
                Code.HOST_KEY_MISMATCH,
                address,
                ("shows %s but %s is expected. Either it was reinstalled or something stands in between: find out which, "
                                + "and only then change the expected key.")
                        .formatted(shown, pins.display()),
                null);
    }

    static HostException authenticating(HostAddress address, Throwable cause) {
        if (has(cause, TimeoutException.class)) {
            return failure(Code.TIMEOUT, address, "did not finish the SSH handshake in time.", cause);
        }
        if (causes(cause).anyMatch(SshFailures::noMethodLeft)) {
            return failure(
                    Code.AUTH_REFUSED,
                    address,
                    "refuses the SSH key for user %s. Add its public key to authorized_keys, or correct the key."
                            .formatted(address.user()),
                    null);
        }
        return failure(Code.CONNECTION_LOST, address, "ended the connection during the SSH handshake.", cause);
    }

    static HostException lost(HostAddress address, String program, @Nullable Throwable cause) {
        return failure(
                Code.CONNECTION_LOST,
                address,
                "ended the connection while '%s' ran; whether it had an effect is unknown.".formatted(program),
                cause);
    }

    static HostException slow(HostAddress address, String program, long seconds) {
        return failure(
                Code.TIMEOUT,
                address,
                "did not finish '%s' within %d s; whether it had an effect is unknown.".formatted(program, seconds),
                null);
    }

    static HostException flood(HostAddress address, String program) {
        return failure(
                Code.PROTOCOL,
                address,
                "printed without end while '%s' ran, so the connection was ended.".formatted(program),
                null);
    }

    static HostException forwarding(HostAddress address, String target, Throwable cause) {
        if (has(cause, TimeoutException.class)) {
            return failure(
                    Code.TARGET_UNREACHABLE,
                    address,
                    "got no answer from %s in time. Check name and port, and the firewalls between.".formatted(target),
                    cause);
        }
        return switch (refusal(cause)) {
            case SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE ->
                failure(
                        Code.FORWARDING_REFUSED,
                        address,
                        "does not let a connection to %s through it. Set AllowTcpForwarding to local or yes, and allow the target in PermitOpen, in its sshd_config."
                                .formatted(target),
                        cause);
            case SshConstants.SSH_OPEN_CONNECT_FAILED ->
                failure(
                        Code.TARGET_UNREACHABLE,
                        address,
                        "cannot reach %s. Check name and port, that it is up, and that it lets this host in."
                                .formatted(target),
                        cause);
            default -> lost(address, "connect to " + target, cause);
        };
    }

    private static int refusal(Throwable cause) {
        return causes(cause)
                .filter(SshChannelOpenException.class::isInstance)
                .map(SshChannelOpenException.class::cast)
                .findFirst()
                .map(SshChannelOpenException::getReasonCode)
                .orElse(0);
    }

    static HostException noLoopback(HostAddress address, Throwable cause) {
        return failure(
                Code.UNREACHABLE,
                address,
                "cannot be used as a way to anything: the operator has no free port on its own loopback.",
                cause);
    }

    private static boolean noMethodLeft(Throwable cause) {
        return cause instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
    }

    private static boolean has(Throwable cause, Class<? extends Throwable> type) {
        return causes(cause).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable cause) {
        return Stream.iterate(cause, next -> next != null, Throwable::getCause).limit(20);
    }

    private static HostException failure(Code code, HostAddress address, String what, @Nullable Throwable cause) {
        return new HostException(code, "Host %s %s".formatted(address.display(), what), cause);
    }
}
