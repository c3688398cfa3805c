package dev.stagecraft;

import dev.stagecraft.config.ConfigReader;
import dev.stagecraft.config.ConfigReading;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.log.LogKeys;
import dev.stagecraft.log.Logging;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The operator's entry point. */
public final class Main {
    private static final int BAD_CONFIGURATION = 2;

    private static final int LEASE_LOST = 3;

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    private Main() {}

    /**
     * Runs the operator until SIGTERM or SIGINT. Ends with 2 and one sentence a fault when its settings cannot be used, and with
     * 3 when another replica has taken the lease.
     */
    public static void main(String[] args) throws InterruptedException {
        // Steps block in libraries that may hold their carrier: with one carrier a core, two such steps would stop the
        // rest.
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS, String.valueOf(Math.max(8, Runtime.getRuntime().availableProcessors())));
        }
        switch (ConfigReader.read(System.getenv())) {
            case ConfigReading.Invalid(var violations) -> {
                violations.forEach(System.err::println);
                System.exit(BAD_CONFIGURATION);
            }
            case ConfigReading.Valid(var config, var lines) -> {
                var secrets = new LiveSecrets();
                Logging.configure(
                        LoggerFactory.getILoggerFactory(),
                        config.logFormat().name().toLowerCase(Locale.ROOT),
                        secrets::sanitizer);
                var log = LoggerFactory.getLogger(Main.class);
                lines.forEach(
                        line -> log.atInfo().addKeyValue(LogKeys.SETTING, line).log("setting"));
                var operator = StagecraftOperator.start(config, secrets, Main::leave);
                // The framework and the client leave threads behind: the hook ends the process for good.
                Runtime.getRuntime().addShutdownHook(new Thread(operator::close, "shutdown"));
                new CountDownLatch(1).await();
            }
        }
    }

    /** Ends the process by way of the hook; from a thread of its own, as the hook waits for the one that calls. */
    private static void leave() {
        new Thread(() -> System.exit(LEASE_LOST), "lease-lost").start();
    }
}
