package dev.stagecraft.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
