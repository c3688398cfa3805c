package dev.stagecraft.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
    private static final String DIGEST = "sha256:" + "a1".repeat(32);

    @Test
    void digestGoesBeforeTheTagAndTheTagBeforeLatest() {
        assertEquals(DIGEST, name(Optional.of("v1"), Optional.of(DIGEST)).reference());
        assertEquals("v1", name(Optional.of("v1"), Optional.empty()).reference());
        assertEquals("latest", name(Optional.empty(), Optional.empty()).reference());
    }

    @Test
    void isWrittenTheWayPeopleDo() {
        assertEquals(
                "r.example.com:5000/acme/web",
                name(Optional.empty(), Optional.empty()).toString());
        assertEquals(
                "r.example.com:5000/acme/web:v1@" + DIGEST,
                name(Optional.of("v1"), Optional.of(DIGEST)).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "https://r, web, v1, ",
        "r/x, web, v1, ",
        "user@r, web, v1, ",
        "r, Web, v1, ",
        "r, ../web, v1, ",
        "r, web?x=1, v1, ",
        "r, web, v1/manifests, ",
        "r, web, 'a b', ",
        "r, web, , sha256:abc",
        "r, web, , md5:d41d8cd98f00b204e9800998ecf8427e"
    })
    void partsOfAnotherShapeAreRefused(String registry, String repository, String tag, String digest) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageName(registry, repository, Optional.ofNullable(tag), Optional.ofNullable(digest)));
    }

    private static ImageName name(Optional<String> tag, Optional<String> digest) {
        return new ImageName("r.example.com:5000", "acme/web", tag, digest);
    }
}
