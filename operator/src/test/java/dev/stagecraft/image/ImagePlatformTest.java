package dev.stagecraft.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagePlatformTest {
    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "linux/x86_64, linux/amd64",
        "linux/amd64/v1, linux/amd64",
        "linux/amd64/v3, linux/amd64/v3",
        "Linux/AArch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm, linux/arm/v7",
        "linux/arm/v6, linux/arm/v6",
        "linux/i386, linux/386"
    })
    void onePlatformHasOneSpelling(String text, String spelling) {
        assertEquals(Optional.of(spelling), ImagePlatform.parse(text).map(ImagePlatform::toString));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "linux", "/amd64", "linux/amd64/v1/x", "linux/a b", "linux//v8"})
    void anythingElseIsNone(String text) {
        assertEquals(Optional.empty(), ImagePlatform.parse(text));
    }
}
