package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
    private static final String DIGEST = "sha256:" + "0f".repeat(32);

    @ParameterizedTest
    @CsvSource({
        "redis, docker.io/library/redis",
        "redis:7, docker.io/library/redis:7",
        "docker.io/redis, docker.io/library/redis",
        "index.docker.io/redis, docker.io/library/redis",
        "acme/app, docker.io/acme/app",
        "localhost/app, localhost/app",
        "localhost:5000/a/b:x, localhost:5000/a/b:x",
        "r.example.com/a, r.example.com/a",
        "r.example.com:5000/a:1, r.example.com:5000/a:1",
        "[::1]:5000/a:1, [::1]:5000/a:1",
        "r.example.com/a__b-c.d/e, r.example.com/a__b-c.d/e",
        "10.0.0.1/a:V_1.2-x, 10.0.0.1/a:V_1.2-x",
    })
    void shortFormsBecomeFullOnes(String text, String canonical) {
        ImageReference reference = ImageReference.parse(text).orElseThrow();

        assertEquals(canonical, reference.toString());
        assertEquals(Optional.of(reference), ImageReference.parse(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "/",
                "@",
                "a:",
                "a@",
                "a:b:c",
                "A",
                "Acme/app",
                "a//b",
                "/a",
                "a/",
                "-a",
                "a-",
                "a:-x",
                "a b",
                "a\n",
                "a@sha256:12",
                "a@md5:0123",
                "r.example.com/",
                "a;b",
                "$(x)",
                "`x`",
                "a:t/b",
                "ex_ample.com/a",
                "a\u202eb",
                ".../a"
            })
    void whatIsNoReferenceIsNotTaken(String text) {
        assertEquals(Optional.empty(), ImageReference.parse(text));
    }

    @Test
    void lengthHasALimit() {
        assertEquals(Optional.empty(), ImageReference.parse("a".repeat(250)));
        assertEquals(Optional.empty(), ImageReference.parse("a:" + "t".repeat(129)));
    }

    @Test
    void digestTakesThePlaceOfTheTag() {
        ImageReference reference = ImageReference.parse("redis:7").orElseThrow();

        assertEquals(
                "docker.io/library/redis@" + DIGEST,
                reference.withDigest(DIGEST).toString());
        assertEquals("docker.io/library/redis:8", reference.withTag("8").toString());
        assertEquals(
                "docker.io/library/redis:7@" + DIGEST,
                ImageReference.parse("redis:7@" + DIGEST).orElseThrow().toString());
    }

    @Test
    void badPartsAreAnErrorOfTheCaller() {
        ImageReference reference = ImageReference.parse("redis:7").orElseThrow();

        assertThrows(IllegalArgumentException.class, () -> reference.withTag("not a tag"));
        assertThrows(IllegalArgumentException.class, () -> reference.withDigest("sha256:short"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ImageReference("r", "UPPER", Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', r.example.com/acme/x, latest",
        "r.example.com/acme, r.example.com/acme/x, v1",
        "r.example.com/acme/, r.example.com/acme/x, v1",
        "r.example.com/acme, r.example.com/acmee/x, latest",
        "r.example.com/acme, other.example.com/acme/x, latest",
        "r.example.com:5000, r.example.com:5000/x, v1",
        "acme, acme/x, v1",
        "docker.io/acme, acme/x, v1",
        "acme, acme2/x, latest",
        "not a registry, x, latest",
    })
    void onlyImagesBelowTheRegistryGetTheVersion(String registry, String image, String tag) {
        ComposeFile file = Documents.parsed("services: {s: {image: \"" + image + "\"}}");

        ImageSelection selection = new ImageSelector(registry, "v1", Variables.none()).select(file);

        ImageReference selected = ((ImageSelection.Selected) selection).images().get("s");
        assertEquals(Optional.of(tag), Optional.ofNullable(selected).flatMap(ImageReference::tag));
    }
}
