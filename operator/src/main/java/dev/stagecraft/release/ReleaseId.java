package dev.stagecraft.release;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Release ids: {@code rel-YYYYMMDD-HHMMSSmmm} in UTC, which sort by time. */
public final class ReleaseId {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("'rel-'uuuuMMdd'-'HHmmssSSS");

    private ReleaseId() {}

    /** The id for a release opened now; one millisecond after the last one where the clock has not moved past it. */
    public static String next(Instant now, Optional<String> last) {
        var wanted = now.truncatedTo(ChronoUnit.MILLIS);
        var earliest = last.flatMap(ReleaseId::time).map(time -> time.plusMillis(1));
        var time = earliest.filter(wanted::isBefore).orElse(wanted);
        return FORMAT.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    /** The time in an id; empty for a text that is none. */
    public static Optional<Instant> time(String id) {
        try {
            return Optional.of(LocalDateTime.parse(id, FORMAT).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
