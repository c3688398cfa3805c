package dev.stagecraft.provider.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePathTest {
    @ParameterizedTest
    @CsvSource(
            value = {
                "'' | . | ''",
                "'' | ./api | api",
                "'' | api/ | api",
                "deploy | .. | ''",
                "deploy | ../api//x/./y | api/x/y",
                "api | ../Dockerfile | Dockerfile",
                "api | ..hidden | api/..hidden",
            },
            delimiter = '|')
    void aPathIsSeenFromItsDirectory(String directory, String path, String resolved) {
        assertEquals(Optional.of(resolved), SourcePath.resolve(directory, path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "a/../../b", "a\\b", "a\nb", "a\u007f"})
    void whatLeavesTheRepositoryIsNoPath(String path) {
        assertEquals(Optional.empty(), SourcePath.resolve("", path));
    }
}
