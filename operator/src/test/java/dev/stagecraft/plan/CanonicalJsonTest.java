package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalJsonTest {
    static Stream<Arguments> forms() {
        return Stream.of(
                Arguments.of("plain", "\"plain\""),
                Arguments.of("a\"b\\c", "\"a\\\"b\\\\c\""),
                Arguments.of("\n\t\u0000\u007f", "\"\\u000a\\u0009\\u0000\\u007f\""),
                Arguments.of("é😀", "\"\\u00e9\\ud83d\\ude00\""),
                Arguments.of(-7, "-7"),
                Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
                Arguments.of(true, "true"),
                Arguments.of(Risk.SAFE, "\"SAFE\""),
                Arguments.of(Optional.empty(), "null"),
                Arguments.of(Optional.of(List.of(1, "x")), "[1,\"x\"]"),
                Arguments.of(List.of(), "[]"),
                Arguments.of(Map.of(), "{}"),
                Arguments.of(
                        Map.of("b", 1, "a", Map.of("z", 1, "B", 2), "aa", 3),
                        "{\"a\":{\"B\":2,\"z\":1},\"aa\":3,\"b\":1}"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyValueHasOneForm(Object value, String form) {
        assertEquals(form, CanonicalJson.write(value));
    }

    @Test
    void theOrderInWhichAMapWasFilledDoesNotMatter() {
        var forwards = new LinkedHashMap<String, Object>();
        var backwards = new LinkedHashMap<String, Object>();
        for (int i = 0; i < 50; i++) {
            forwards.put("key" + i, i);
            backwards.put("key" + (49 - i), 49 - i);
        }

        assertEquals(CanonicalJson.hash(forwards), CanonicalJson.hash(backwards));
    }

    @Test
    void theHashIsTheSha256OfTheForm() {
        assertEquals(
                "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                CanonicalJson.hash(Map.of()));
    }

    static Stream<Object> refused() {
        return Stream.of(1.5, 1.5f, new Object(), Map.of(1, "a"), List.of(2.0), Map.of("a", 'c'));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatHasNoFormIsRefused(Object value) {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(value));
    }
}
