package dev.stagecraft.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import dev.stagecraft.secret.Sanitizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** One record as the fields of its line, in order, each already fit to leave the process. */
record LogRecord(Map<String, String> fields) {
    static final String TIME = "time";
    static final String LEVEL = "level";
    static final String LOGGER = "logger";
    static final String MESSAGE = "message";
    static final String ERROR = "error";
    private static final int MOST_FRAMES = 24;
    private static final int MOST_CAUSES = 5;

    /** What the operator framework knows of the resource at hand, by its own names. */
    private static final Map<String, String> FRAMEWORK_KEYS =
            Map.of("resource.namespace", LogKeys.NAMESPACE, "resource.name", LogKeys.NAME);

    static LogRecord of(ILoggingEvent event, Sanitizer sanitizer) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(TIME, event.getInstant().toString());
        fields.put(LEVEL, event.getLevel().toString());
        fields.put(LOGGER, event.getLoggerName());
        fields.put(MESSAGE, sanitizer.clean(String.valueOf(event.getFormattedMessage())));
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs()
                    .forEach(pair -> fields.putIfAbsent(pair.key, sanitizer.clean(String.valueOf(pair.value))));
        }
        FRAMEWORK_KEYS.forEach((theirs, ours) -> {
            var value = event.getMDCPropertyMap().get(theirs);
            if (value != null) {
                fields.putIfAbsent(ours, sanitizer.clean(value));
            }
        });
        if (event.getThrowableProxy() != null) {
            fields.put(ERROR, error(event.getThrowableProxy(), sanitizer));
        }
        return new LogRecord(fields);
    }

    /** The lines of a stack trace, outermost first, joined so that the record stays on one line. */
    private static String error(IThrowableProxy outermost, Sanitizer sanitizer) {
        var lines = new StringJoiner(" | ");
        @Nullable IThrowableProxy at = outermost;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++, at = at.getCause()) {
            var said = at.getMessage() == null ? "" : ": " + at.getMessage();
            lines.add(sanitizer.clean((depth == 0 ? "" : "caused by ") + at.getClassName() + said));
            var frames = at.getStackTraceElementProxyArray();
            for (int frame = 0; frame < Math.min(frames.length, MOST_FRAMES); frame++) {
                lines.add(frames[frame].getSTEAsString());
            }
        }
        return lines.toString();
    }
}
