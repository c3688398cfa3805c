package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/** The clock of a host, which the engine's times are told by and which may differ from ours. */
public final class HostClock {
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?:\\.(\\d{9}))?.*");

    private HostClock() {}

    /**
     * A clock that goes as the host's did when it was asked.
     *
     * @throws HostException when the host's answer is no time
     */
    public static Clock read(HostConnection host, Clock ours) {
        var asked = ours.instant();
        var result = host.run(command());
        var answered = ours.instant();
        if (!result.succeeded()) {
            throw HostCommandException.of(host.display(), "read the clock", result);
        }
        var middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
        return Clock.offset(ours, Duration.between(middle, parse(host, result.stdout())));
    }

    static Command command() {
        return Command.of("date", "-u", "+%s.%N").withTimeout(QUICK);
    }

    private static Instant parse(HostConnection host, String text) {
        var matcher = SECONDS.matcher(text.strip());
        if (!matcher.matches()) {
            throw new HostException(
                    HostException.Code.PROTOCOL,
                    "Host %s answers what is no time when it is asked for its clock. Check 'date +%%s' there."
                            .formatted(host.display()));
        }
        var nanos = matcher.group(2);
        return Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), nanos == null ? 0 : Long.parseLong(nanos));
    }
}
