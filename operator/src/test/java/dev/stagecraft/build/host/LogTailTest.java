package dev.stagecraft.build.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogTailTest {
    @Test
    void whatBuildKitSaysOfItselfIsLeftOut() {
        var said = """
                #5 [2/2] RUN exit 7
                #5 sha256:d97eadfaf45db186a99684aace60b28700a0c79f7b0b188fc985fe2f3f7b2995
                #5 0.234 aaa
                #5 DONE 0.3s
                #6 CACHED

                ------
                exit code: 7
                """;

        assertEquals("#5 [2/2] RUN exit 7 | #5 0.234 aaa | exit code: 7", LogTail.of(said, List.of()));
        assertEquals("it printed nothing", LogTail.of("\n\n", List.of()));
    }

    @Test
    void theLastTwentyLinesAreKeptAsFarAsTheyFit() {
        var narrow = IntStream.rangeClosed(1, 30).mapToObj("line %d"::formatted).collect(Collectors.joining("\n"));
        var kept = LogTail.of(narrow, List.of());
        assertTrue(kept.startsWith("line 11 | line 12"), kept);
        assertTrue(kept.endsWith("line 30"), kept);

        var wide = IntStream.rangeClosed(1, 30)
                .mapToObj(at -> "x".repeat(100) + at)
                .collect(Collectors.joining("\n"));
        assertTrue(LogTail.of(wide, List.of()).length() <= 640, "as the message has more to say");
        assertTrue(LogTail.of(wide, List.of()).endsWith("x30"));

        var one = LogTail.of("begin" + "y".repeat(2000) + "end", List.of());
        assertTrue(one.length() <= 640, one);
    }

    @Test
    void aSecretGoesBeforeAnythingIsCutAlsoWhenItHasSeveralLines() {
        var key = Secret.of("-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\nq83v0aR5tTz0x1\n");

        var tail =
                LogTail.of("loading\n -----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\nq83v0aR5tTz0x1\nfailed\n", List.of(key));

        assertFalse(tail.contains("MIIEp"), tail);
        assertFalse(tail.contains("q83v"), tail);
        assertTrue(tail.endsWith("failed"), tail);
    }
}
