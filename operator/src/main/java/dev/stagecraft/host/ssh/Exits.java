package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import java.util.Map;
import org.apache.sshd.client.channel.ClientChannel;

/** How a program on a host ended. */
final class Exits {
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "KILL", 9, "PIPE", 13, "TERM", 15);
    private static final int SIGNALLED = 128;

    private Exits() {}

    /** @throws HostException when the host said nothing of it before the channel closed */
    static int code(HostAddress address, String program, ClientChannel channel) {
        var status = channel.getExitStatus();
        if (status != null) {
            return status;
        }
        var signal = channel.getExitSignal();
        if (signal != null) {
            return SIGNALLED + SIGNALS.getOrDefault(signal, 0);
        }
        throw SshFailures.lost(address, program, null);
    }
}
