package dev.stagecraft.api.v1alpha1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0s, PT0S", "30s, PT30S", "2m, PT2M", "90m, PT1H30M", "1h30m, PT1H30M", "1h1m1s, PT1H1M1S"})
    void theUnitsAddUp(String text, Duration expected) {
        assertEquals(expected, Durations.parse(text, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "m5", "5m2h", "-5s", "1.5h", "5 m", "99999999999999999999s"})
    void whatIsNoDurationIsTheFallback(String text) {
        assertEquals(Duration.ofMinutes(2), Durations.parse(text, Duration.ofMinutes(2)));
    }
}
