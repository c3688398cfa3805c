package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.Limit;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Whether and how long a command follows what it asked for. */
final class WaitOptions {
    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Follow it to its end, which is the default; --wait=false returns when it is asked for.")
    boolean follow = true;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "How long to follow it, such as 90s or 1h30m; 30m without it.")
    String timeout = "30m";

    boolean follow() {
        return follow;
    }

    /** How long; fails when it is no duration. */
    Duration limit() {
        return Limit.of(timeout);
    }
}
