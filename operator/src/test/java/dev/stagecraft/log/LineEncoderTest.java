package dev.stagecraft.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** A whole Logback, with the encoder of the product, writing to memory. */
class LineEncoderTest {
    private static final Secret CANARY = Secret.of("canary-hunter2-canary");

    private final LoggerContext context = new LoggerContext();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Logger logger = context.getLogger("dev.stagecraft.Sample");

    @BeforeEach
    void start() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var encoder = new LineEncoder();
        encoder.setContext(context);
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
        Logging.configure(context, "json", () -> Sanitizer.of(List.of(CANARY)));
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aSecretLearntLaterIsHiddenInTheTextOfAnException() throws JsonProcessingException {
        var live = new LiveSecrets();
        Logging.configure(context, "json", live::sanitizer);
        live.keep("shop", List.of(Secret.of("hunter-of-today")));

        logger.atError()
                .setCause(new IllegalStateException("no", new IllegalArgumentException("got hunter-of-today")))
                .log("a step failed");

        var error = json().path("error").asText();
        assertFalse(error.contains("hunter-of-today"), error);
        assertTrue(error.contains("got " + Secret.REDACTED), error);
    }

    @Test
    void jsonLineHasTheFixedFieldsAndTheKeysInOrder() throws JsonProcessingException {
        logger.atInfo()
                .setMessage("phase ended")
                .addKeyValue(LogKeys.RESULT, "completed")
                .addKeyValue(LogKeys.CODE, 2)
                .log();

        var line = json();
        assertEquals("INFO", line.path("level").asText());
        assertEquals("dev.stagecraft.Sample", line.path("logger").asText());
        assertEquals("phase ended", line.path("message").asText());
        assertEquals("completed", line.path("result").asText());
        assertEquals("2", line.path("code").asText());
        assertTrue(Instant.parse(line.path("time").asText()).isAfter(Instant.EPOCH));
        assertEquals(
                List.of("time", "level", "logger", "message", "result", "code"),
                line.properties().stream().map(java.util.Map.Entry::getKey).toList());
    }

    @Test
    void keyCannotForgeAFixedField() throws JsonProcessingException {
        logger.atInfo().setMessage("real").addKeyValue("message", "forged").log();

        assertEquals("real", json().path("message").asText());
    }

    @Test
    void oddTextStaysOneLineOfJson() throws JsonProcessingException {
        logger.atInfo()
                .setMessage("quotes \" and \\ and\nnewline\u2028 and \u0007bell")
                .addKeyValue("host", "a\"b\n{c}")
                .log();

        assertEquals(
                "quotes \" and \\ and newline and bell", json().path("message").asText());
        assertEquals("a\"b {c}", json().path("host").asText());
    }

    @Test
    void secretIsHiddenInMessageValueAndEveryCause() {
        var cause = new IllegalArgumentException("token canary-hunter2-canary was refused");
        logger.atError()
                .setMessage("using canary-hunter2-canary")
                .addKeyValue(LogKeys.ADDRESS, "https://user:canary-hunter2-canary@example.com/x")
                .setCause(new IllegalStateException("canary-hunter2-canary failed", cause))
                .log();

        assertFalse(text().contains("hunter2"), text());
        assertTrue(text().contains("java.lang.IllegalStateException: "), text());
        assertTrue(text().contains("caused by java.lang.IllegalArgumentException: token "), text());
        assertTrue(text().contains("at dev.stagecraft.log.LineEncoderTest"), text());
        assertEquals(1, text().lines().count());
    }

    @Test
    void textLineIsForPeople() {
        Logging.configure(context, "text", Sanitizer::none);
        logger.atWarn()
                .setMessage("host is slow")
                .addKeyValue(LogKeys.STEP, "rollout/app-1")
                .addKeyValue(LogKeys.REASON, "two words")
                .log();

        assertTrue(
                text().endsWith(
                                " WARN  dev.stagecraft.Sample - host is slow stepId=rollout/app-1 reason=\"two words\"\n"),
                text());
    }

    @Test
    void resourceOfTheFrameworkBecomesOurKeys() throws JsonProcessingException {
        context.getMDCAdapter().put("resource.namespace", "shop");
        context.getMDCAdapter().put("resource.name", "shop-prod");
        logger.info("reconciled");
        context.getMDCAdapter().clear();

        assertEquals("shop", json().path("namespace").asText());
        assertEquals("shop-prod", json().path("name").asText());
    }

    @Test
    void shippedConfigurationUsesTheEncoder() throws JoranException {
        var shipped = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(shipped);
        configurator.doConfigure(LineEncoder.class.getResource("/logback.xml"));

        var appender = shipped.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("lines");
        shipped.stop();

        assertTrue(appender instanceof ConsoleAppender<?> console && console.getEncoder() instanceof LineEncoder);
    }

    private String text() {
        return written.toString(UTF_8);
    }

    private JsonNode json() throws JsonProcessingException {
        return new ObjectMapper().readTree(text());
    }
}
