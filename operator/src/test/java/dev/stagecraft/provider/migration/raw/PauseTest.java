package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.migration.MigrationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PauseTest {
    @Test
    void anOrderlyStopIsTriedAgainByTheNextOperator() {
        Thread.currentThread().interrupt();
        try {
            var stopped = assertThrows(MigrationException.class, () -> new Pause(Duration.ofMinutes(1)).await());
            assertEquals(MigrationException.Code.CONNECTION_FAILED, stopped.code());
            assertTrue(stopped.retryable());
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }
}
