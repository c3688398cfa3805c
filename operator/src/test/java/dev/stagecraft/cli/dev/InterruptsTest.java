package dev.stagecraft.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InterruptsTest {
    private final StopRequest stop = new StopRequest();
    private final List<String> said = new ArrayList<>();
    private final Interrupts interrupts = new Interrupts(stop, said::add);

    @AfterEach
    void close() {
        interrupts.close();
    }

    @Test
    void theSecondCtrlCHurries() {
        interrupts.received("INT");
        assertTrue(stop.asked());
        assertFalse(stop.askedTwice());

        interrupts.received("INT");

        assertTrue(stop.askedTwice());
        assertEquals(List.of("stopping; Ctrl-C once more ends everything at once"), said);
    }

    @Test
    void theEndOfTheTerminalAndTheRequestToEndLeaveTheTimeThatItTakes() {
        for (var signal : List.of("HUP", "TERM", "HUP", "TERM", "INT", "TERM")) {
            interrupts.received(signal);
        }

        assertTrue(stop.asked());
        assertFalse(stop.askedTwice());
        assertEquals(List.of("stopping", "stopping; Ctrl-C once more ends everything at once"), said);

        interrupts.received("INT");

        assertTrue(stop.askedTwice());
    }

    /** Nobody reads the screen, so that what is to be said waits. */
    @Test
    @Timeout(60)
    void neitherIsKeptByAScreenThatNobodyReads() throws InterruptedException {
        var read = new CountDownLatch(1);
        var unheard = new StopRequest();
        try (var stuck = new Interrupts(unheard, _ -> await(read))) {
            Thread first = Thread.startVirtualThread(() -> stuck.received("INT"));
            assertTrue(unheard.await(Duration.ofSeconds(30)));

            Thread second = Thread.startVirtualThread(() -> stuck.received("INT"));
            second.join();
            assertTrue(unheard.askedTwice());

            read.countDown();
            first.join();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
