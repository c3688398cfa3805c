package dev.stagecraft.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFilesTest {
    @Test
    void filesAreInTheOrderOfTheirNamesAndDoNotChange() {
        var bytes = new byte[] {'a'};
        var a = SourceFile.of(bytes);
        var map = new TreeMap<>(Map.of("b.sql", SourceFile.of("bb"), "a.sql", a));
        var files = new SourceFiles(map);
        map.clear();
        bytes[0] = 'x';
        a.bytes()[0] = 'y';

        assertEquals(List.of("a.sql", "b.sql"), List.copyOf(files.byName().keySet()));
        assertEquals(SourceFile.of("a"), files.byName().get("a.sql"));
        assertEquals(3, files.size());
        assertThrows(UnsupportedOperationException.class, () -> files.byName().clear());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/a"})
    void nameThatIsAPathIsNone(String name) {
        var map = new TreeMap<>(Map.of(name, SourceFile.of("")));

        assertThrows(IllegalArgumentException.class, () -> new SourceFiles(map));
    }

    @Test
    void textIsOnlyWhatIsUtf8() {
        assertEquals(Optional.of("Größe\r\n"), SourceFile.of("Größe\r\n").text());
        assertEquals(
                Optional.empty(), SourceFile.of(new byte[] {(byte) 0xff, 'x'}).text());
    }

    @Test
    void fileIsItsBytesAndShowsNoneOfThem() {
        var file = SourceFile.of("abc");

        assertEquals("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", file.sha256());
        assertEquals("3 bytes", file.toString());
        assertEquals(file.hashCode(), SourceFile.of("abc").hashCode());
        assertNotEquals(file, SourceFile.of("abd"));
    }

    @Test
    void limitsAreAboveZero() {
        assertThrows(IllegalArgumentException.class, () -> new SourceLimits(1, 1, 1, 1, 0, Duration.ofSeconds(1)));
    }

    @Test
    void credentialsShowNothing() {
        var location = new GitLocation(
                "https://git.example.com/x",
                "main",
                Optional.of(new GitCredentials.Basic(Secret.of("deploy"), Secret.of("s3cret"))));

        assertEquals("a Git repository at main", location.toString());
        assertEquals(
                "Optional[Basic[username=[redacted], password=[redacted]]]",
                location.credentials().toString());
    }
}
