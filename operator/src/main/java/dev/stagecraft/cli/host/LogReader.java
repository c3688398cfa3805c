package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a log whose every line begins with its time. */
final class LogReader {
    /** A line that is longer is several. */
    private static final int LONGEST = 1 << 20;

    /** The engine keeps a longer line in pieces, and puts the time of the line before each of them. */
    private static final int PIECE = 16 << 10;

    private static final int STAMP = 31;
    private static final Pattern STAMPED =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}Z ");

    private final InputStream in;
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
            return new LogLine(time, whole(text, time + " "));
        }
        var stamp = text.length() >= STAMP ? text.substring(0, STAMP) : "";
        if (!STAMPED.matcher(stamp).matches()) {
            return new LogLine("", bytes);
        }
        time = stamp.substring(0, STAMP - 1);
        return new LogLine(time, whole(text.substring(STAMP), stamp));
    }

    private static byte[] whole(String text, String stamp) {
        return (text.length() < PIECE ? text : text.replace(stamp, "")).getBytes(ISO_8859_1);
    }
}
