package dev.stagecraft.sandbox;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import dev.stagecraft.log.LineEncoder;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The operator's log lines of {@code make run}: in a file, so that a person sees the release and not them. */
final class RunLog {
    private RunLog() {}

    /** From now on lines for people go into that file instead of to standard output. */
    static void into(Path file) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.setFormat("text");
        encoder.start();
        var lines = new FileAppender<ILoggingEvent>();
        lines.setContext(context);
        lines.setName("run");
        lines.setFile(file.toString());
        lines.setEncoder(encoder);
        lines.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(lines);
    }
}
