package dev.stagecraft.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.stagecraft.secret.Sanitizer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.ILoggerFactory;

/** Tells the log lines of this process what the settings say and which secrets to hide. */
public final class Logging {
    private Logging() {}

    /**
     * Takes effect for the next record. Where another log backend or encoder is configured, it is left alone.
     *
     * @param format {@code json} or {@code text}
     * @param sanitizer asked for each record, from any thread
     */
    public static void configure(ILoggerFactory factory, String format, Supplier<Sanitizer> sanitizer) {
        encoders(factory).forEach(encoder -> {
            encoder.setFormat(format);
            encoder.redactWith(sanitizer);
        });
    }

    private static Stream<LineEncoder> encoders(ILoggerFactory factory) {
        return factory instanceof LoggerContext context
                ? context.getLoggerList().stream()
                        .flatMap(logger -> {
                            Iterable<Appender<ILoggingEvent>> appenders = logger::iteratorForAppenders;
                            return StreamSupport.stream(appenders.spliterator(), false);
                        })
                        .flatMap(Logging::encoder)
                : Stream.empty();
    }

    private static Stream<LineEncoder> encoder(Appender<ILoggingEvent> appender) {
        return appender instanceof OutputStreamAppender<ILoggingEvent> stream
                        && stream.getEncoder() instanceof LineEncoder encoder
                ? Stream.of(encoder)
                : Stream.empty();
    }
}
