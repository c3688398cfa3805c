package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class YamlScalarTest {
    @ParameterizedTest
    @CsvFileSource(resources = "scalars.csv", delimiter = '|', quoteCharacter = '\'')
    void plainScalarsMeanWhatComposeReads(String plain, String json) {
        assertEquals(json, YamlScalar.resolve(plain).toString());
    }

    @Test
    void endlessDigitsStayText() {
        assertTrue(YamlScalar.resolve("9".repeat(200_000)).isTextual());
    }
}
