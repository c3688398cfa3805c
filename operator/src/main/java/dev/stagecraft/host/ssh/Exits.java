package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import java.util.Map;
import org.apache.sshd.client.channel.ClientChannel;

/** How a program on a host ended. */
final class Exits {
    /** Those of RFC 4254, with the numbers that Linux gives them. */
    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("USR1", 10),
            Map.entry("SEGV", 11),
            Map.entry("USR2", 12),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

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
