package dev.stagecraft.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.stagecraft.secret.Sanitizer;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Writes one line a record: a JSON object, or plain text for people. Logback makes it, so it is set up by setters. */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final Set<String> HEAD =
            Set.of(LogRecord.TIME, LogRecord.LEVEL, LogRecord.LOGGER, LogRecord.MESSAGE);

    private volatile boolean json = true;
    private volatile Supplier<Sanitizer> sanitizer = Sanitizer::none;

    /** {@code text} for people; anything else is JSON, as a wrong value is reported by the settings and not here. */
    public void setFormat(String format) {
        json = !format.equals("text");
    }

    /** Called for each record, from any thread, so that a secret learnt later is hidden from then on. */
    void redactWith(Supplier<Sanitizer> sanitizer) {
        this.sanitizer = sanitizer;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var record = LogRecord.of(event, sanitizer.get());
        return ((json ? json(record) : text(record)) + "\n").getBytes(UTF_8);
    }

    private static String json(LogRecord record) {
        return record.fields().entrySet().stream()
                .map(field -> quoted(field.getKey()) + ":" + quoted(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(LogRecord record) {
        var fields = record.fields();
        var line = new StringBuilder("%s %-5s %s - %s"
                .formatted(
                        fields.get(LogRecord.TIME),
                        fields.get(LogRecord.LEVEL),
                        fields.get(LogRecord.LOGGER),
                        fields.get(LogRecord.MESSAGE)));
        fields.forEach((key, value) -> {
            if (!HEAD.contains(key)) {
                line.append(' ').append(key).append('=').append(value.matches("[^\\s\"=]+") ? value : quoted(value));
            }
        });
        return line.toString();
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < 0x20 || c == 0x7f) {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
