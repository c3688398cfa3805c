package dev.stagecraft.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SanitizerTest {
    private static final String CANARY = "c4n/ry+Pass w0rd&=\"ü";
    private static final Sanitizer KNOWING = Sanitizer.of(List.of(Secret.of(CANARY)));

    @Test
    void everyUsualSpellingOfASecretIsReplaced() {
        String encoded = URLEncoder.encode(CANARY, UTF_8);
        String lower = Pattern.compile("%..")
                .matcher(encoded)
                .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
        for (String spelling : List.of(
                CANARY,
                CANARY.replace("\"", "\\\""),
                encoded,
                encoded.replace("+", "%20"),
                lower,
                HexFormat.of().formatHex(CANARY.getBytes(UTF_8)))) {
            assertEquals("got [redacted] back", KNOWING.clean("got " + spelling + " back"));
        }
    }

    @Test
    void base64AtAnyAlignmentLeaksNothing() {
        for (String before : List.of("", "u", "us", "user:")) {
            for (var encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getEncoder().withoutPadding())) {
                String encoded = encoder.encodeToString((before + CANARY + ":after").getBytes(UTF_8));
                int from = (before.length() * 8 + 5) / 6;
                String cleaned = KNOWING.clean("Authorization: Basic " + encoded);
                assertTrue(cleaned.contains(Secret.REDACTED), encoded);
                assertFalse(cleaned.contains(encoded.substring(from, from + 4)), cleaned);
            }
        }
    }

    @Test
    void eachLineOfAKeyIsASecret() {
        Secret key = Secret.of("-----BEGIN KEY-----\nAAAAline1\nBBBBline2\n-----END KEY-----\n");
        Sanitizer sanitizer = Sanitizer.none().with(key);
        assertEquals("broken near [redacted] here", sanitizer.clean("broken near BBBBline2 here"));
        assertEquals("x [redacted] y", sanitizer.clean("x " + key.reveal().strip() + " y"));
    }

    @Test
    void escapesInTheMiddleDoNotHideASecret() {
        Sanitizer sanitizer = Sanitizer.none().with(Secret.of("topsecret"));
        assertEquals("a [redacted] b", sanitizer.clean("a top\u001b[31msec\u0000ret\u001b[0m b"));
    }

    @Test
    void overlappingSecretsLeaveNoRest() {
        Sanitizer sanitizer = Sanitizer.of(List.of(Secret.of("abcdef"), Secret.of("defghi")));
        assertEquals("[redacted]", sanitizer.clean("abcdefghi"));
    }

    @Test
    void urlsLoseUserInfoQueryAndFragment() {
        Sanitizer none = Sanitizer.none();
        assertEquals(
                "clone of https://git.example.com/a.git failed",
                none.clean("clone of https://bob:p@ss@git.example.com/a.git?token=1#x failed"));
        assertEquals("postgres://db:5432/shop", none.clean("postgres://user:pw@db:5432/shop?sslmode=disable"));
        assertEquals("is a?b ok", none.clean("is a?b ok"));
    }

    @Test
    void theResultIsOnePlainLine() {
        assertEquals("one two three", Sanitizer.none().clean(" one\r\ntwo\t\u001b]0;title\u0007\u202ethree\u0007\n"));
    }

    @Test
    void longTextIsCutAtAWholeCharacter() {
        String cleaned = Sanitizer.none().clean("ü😀".repeat(1000));
        assertTrue(cleaned.getBytes(UTF_8).length <= Sanitizer.MAX_BYTES);
        assertTrue(cleaned.endsWith("…"));
        assertEquals(cleaned, new String(cleaned.getBytes(UTF_8), UTF_8));
        assertEquals("ok", Sanitizer.none().clean("ok"));
    }

    @Test
    void shortSecretsDoNotShredTheText() {
        assertEquals(
                "a banana",
                Sanitizer.of(List.of(Secret.of("an"), Secret.of(""))).clean("a banana"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "a.", "a://", "://", "h://a@", "h://a?", "\u001b[", "\u001b]", " "})
    void aLongLineCostsNoMoreThanItsLength(String piece) {
        var cleaned = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Sanitizer.of(List.of(Secret.of("hunter22"))).clean(piece.repeat(200_000)));

        assertTrue(cleaned.getBytes(UTF_8).length <= Sanitizer.MAX_BYTES);
    }

    @Test
    void noSecretSurvivesInRandomText() {
        for (long seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            String secret = text(random, 4 + random.nextInt(40));
            String cleaned =
                    Sanitizer.none().with(Secret.of(secret)).clean(text(random, 20) + secret + text(random, 20));
            assertFalse(cleaned.contains(secret) && !Secret.REDACTED.contains(secret), "seed " + seed);
        }
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        random.ints(length, 33, 127).forEach(text::appendCodePoint);
        return text.toString();
    }
}
