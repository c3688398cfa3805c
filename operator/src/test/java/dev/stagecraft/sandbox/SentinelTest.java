package dev.stagecraft.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentinelTest {
    private final Sentinel sentinel = Sentinel.of("sentinel git/7a+b");

    @Test
    void itIsSeenRawAndUrlEncoded() {
        assertTrue(sentinel.in("password=sentinel git/7a+b;").isPresent());
        assertTrue(sentinel.in("?p=" + URLEncoder.encode("sentinel git/7a+b", UTF_8))
                .isPresent());
        assertTrue(sentinel.in("https://u:sentinel%20git%2F7a%2Bb@host").isPresent());
        assertTrue(sentinel.in("\0\1sentinel git/7a+b\2".getBytes(UTF_8)).isPresent());
        assertTrue(sentinel.in("sentinel git/7b").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "user:", "a longer text before it "})
    void itIsSeenInBase64WhereverItStands(String before) {
        for (var after : new String[] {"", ";", "more of it"}) {
            var bytes = (before + "sentinel git/7a+b" + after).getBytes(UTF_8);
            assertTrue(sentinel.in(Base64.getEncoder().encodeToString(bytes)).isPresent(), before + after);
            assertTrue(sentinel.in(Base64.getUrlEncoder().encodeToString(bytes)).isPresent(), before + after);
        }
    }
}
