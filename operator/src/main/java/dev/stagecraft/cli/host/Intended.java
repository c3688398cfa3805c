package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.Session;
import dev.stagecraft.command.Quoting;
import dev.stagecraft.host.HostAddress;
import java.util.List;

/** What a dry run says in place of connecting. Everything that is needed to connect has been looked up by then. */
final class Intended {
    private Intended() {}

    /** The line for a host, in words. */
    static String on(HostAddress address, String what) {
        return "on host %s as %s: %s".formatted(address.display(), address.user(), what);
    }

    /** Says it as it was asked for; {@code argv} as the host's shell reads it. */
    static void tell(Session session, HostAddress address, List<String> argv) {
        session.console().line(on(address, Quoting.posix(argv)));
    }
}
