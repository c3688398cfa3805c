package dev.stagecraft.provider.ci.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow.Subscription;
import org.junit.jupiter.api.Test;

class JobLogTest {
    @Test
    void whatComesAfterTheErrorsOfAStepIsLeftAway() {
        assertEquals("make: no rule | one | two", JobLog.tail("""
                        \uFEFF2026-11-22T10:15:01.0000000Z ##[group]Run make
                        2026-11-22T10:15:01.0000000Z make: no rule
                        2026-11-22T10:15:01.0000000Z ##[error]one
                        2026-11-22T10:15:01.0000000Z ##[error]two
                        2026-11-22T10:15:01.0000000Z Post job cleanup.
                        2026-11-22T10:15:01.0000000Z ##[error]of the cleanup
                        """, List.of()));
    }

    @Test
    void aLogWithoutAnErrorIsCutAtItsEnd() {
        assertEquals("a | b", JobLog.tail("a\n\nb\n", List.of()));
        assertEquals("", JobLog.tail("", List.of()));
    }

    @Test
    void secretsOfManyLinesAreTakenOutLineByLine() {
        var tail = JobLog.tail("x first-5ecret\ny second-5ecret\n", List.of(Secret.of("first-5ecret\nsecond-5ecret")));
        assertFalse(tail.contains("5ecret"), tail);
    }

    @Test
    void aLongLogKeepsItsLastLines() {
        var log = new StringBuilder();
        for (int line = 0; line < 100; line++) {
            log.append("line ").append(line).append('\n');
        }
        var tail = JobLog.tail(log.toString(), List.of());
        assertTrue(tail.startsWith("line 88 | ") && tail.endsWith(" | line 99"), tail);
        assertEquals(480, JobLog.tail("x".repeat(2000), List.of()).length());
        assertEquals("y", JobLog.tail("x".repeat(479) + "\ny", List.of()));
    }

    @Test
    void ofABodyOfAnyLengthTheEndIsKept() {
        assertEquals("89abcdef", tail(8, "01", "234567", "89abcdef"));
        assertEquals("cdefghij", tail(8, "0123456789ab", "cdefghij"));
        assertEquals("6789abcd", tail(8, "0123456789abcd"));
        assertEquals("0123", tail(8, "01", "23"));
        assertEquals("", tail(8));
    }

    @Test
    void aBodyThatBreaksOffIsNone() {
        var subscriber = new TailSubscriber(8);
        subscriber.onError(new IOException("reset"));
        assertThrows(
                CompletionException.class,
                () -> subscriber.getBody().toCompletableFuture().join());
    }

    private static String tail(int length, String... parts) {
        var subscriber = new TailSubscriber(length);
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {
                assertTrue(count > 0);
            }

            @Override
            public void cancel() {
                throw new AssertionError("nobody cancels");
            }
        });
        for (var part : parts) {
            subscriber.onNext(List.of(ByteBuffer.wrap(part.getBytes(UTF_8))));
        }
        subscriber.onComplete();
        return new String(subscriber.getBody().toCompletableFuture().join(), UTF_8);
    }
}
