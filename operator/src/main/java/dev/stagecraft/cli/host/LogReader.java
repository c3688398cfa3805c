package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a log whose every line begins with its time. */
final class LogReader {
    /** A line that is longer is several. */
    private static final int LONGEST = 1 << 20;

    /** The engine keeps a longer line in pieces, and puts the time of the line before each of them. */
    private static final int PIECE = 16 << 10;

    /** Some engines tell the times of their log driver "local" in the host's own zone (moby issue 46910). */
    private static final Pattern STAMPED = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}(?:Z|[+-][0-9]{2}:[0-9]{2})) ");

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final InputStream in;
    private String stamp = "";
    private String time = "";
    private boolean cut;

    LogReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Empty at the end; a last line without an end counts as one. */
    Optional<LogLine> next() throws IOException {
        var line = new ByteArrayOutputStream();
        int read = in.read();
        if (read < 0) {
            return Optional.empty();
        }
        while (read >= 0 && read != '\n' && line.size() < LONGEST) {
            line.write(read);
            read = line.size() < LONGEST ? in.read() : '\n';
        }
        return Optional.of(stamped(line.toByteArray()));
    }

    /** Bytes are taken for characters one by one, so that what is no UTF-8 passes as it is. */
    private LogLine stamped(byte[] bytes) {
        var text = new String(bytes, ISO_8859_1);
        boolean continued = cut;
        cut = bytes.length >= LONGEST;
        if (continued) {
            return new LogLine(time, whole(text, stamp));
        }
        var stamped = STAMPED.matcher(text);
        var told = stamped.lookingAt() ? utc(stamped.group(1)) : Optional.<String>empty();
        if (told.isEmpty()) {
            return new LogLine("", bytes);
        }
        stamp = stamped.group();
        time = told.get();
        return new LogLine(time, whole(text.substring(stamp.length()), stamp));
    }

    private static Optional<String> utc(String time) {
        if (time.endsWith("Z")) {
            return Optional.of(time);
        }
        try {
            return Optional.of(UTC.format(OffsetDateTime.parse(time)));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static byte[] whole(String text, String stamp) {
        return (text.length() < PIECE ? text : text.replace(stamp, "")).getBytes(ISO_8859_1);
    }
}
