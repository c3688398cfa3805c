package dev.stagecraft.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LogKeysTest {
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."));
    private static final Pattern LITERAL_KEY = Pattern.compile("addKeyValue\\(\\s*\"([^\"]*)\"");

    @Test
    void noSourceMakesUpAKey() throws IOException {
        try (var files = Files.walk(ROOT.resolve("operator/src/main/java"))) {
            var made = files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file ->
                            LITERAL_KEY.matcher(text(file)).results().map(match -> file + ": " + match.group(1)))
                    .toList();
            assertEquals(List.of(), made, "log keys that are not constants of LogKeys");
        }
    }

    @Test
    void pageListsEveryKey() {
        var page = text(ROOT.resolve("spec/operations.md"));
        keys().forEach(key -> assertTrue(page.contains("| `" + key + "` |"), key + " is not in spec/operations.md"));
    }

    @Test
    void noKeyIsAFixedField() {
        assertEquals(
                List.of(),
                keys().filter(
                                List.of(
                                        LogRecord.TIME,
                                        LogRecord.LEVEL,
                                        LogRecord.LOGGER,
                                        LogRecord.MESSAGE,
                                        LogRecord.ERROR)::contains)
                        .toList());
    }

    private static Stream<String> keys() {
        return Arrays.stream(LogKeys.class.getFields()).map(field -> {
            try {
                return (String) field.get(null);
            } catch (IllegalAccessException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
