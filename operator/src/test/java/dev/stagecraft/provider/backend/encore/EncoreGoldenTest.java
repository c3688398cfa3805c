package dev.stagecraft.provider.backend.encore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.provider.app.AppAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Applications and what is made of them, one directory a case: {@code input.yaml} in, {@code expected.yaml} out. */
class EncoreGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/encore/cases");

    static List<Path> cases() throws IOException {
        try (Stream<Path> found = Files.list(CASES)) {
            return found.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theAnswerIsTheExpectedOne(Path directory) throws IOException {
        var read = EncoreCase.read(Files.readString(directory.resolve("input.yaml")));
        assertEquals(Files.readString(directory.resolve("expected.yaml")), read.answer());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenForEncoreKeepsToWhatEncorePublishes(Path directory) throws IOException {
        var read = EncoreCase.read(Files.readString(directory.resolve("input.yaml")));
        var provider = new EncoreBackend();
        if (provider.check(read.config()).isEmpty()
                && provider.describe(read.request()) instanceof AppAnswer.Described described) {
            for (Recipe recipe : described.recipes().values()) {
                JsonNode written = new ObjectMapper()
                        .readTree(((Recipe.Program) recipe).files().getOrDefault("infra.config.json", ""));
                assertEquals(List.of(), InfraFacts.published().faults(written));
            }
        }
    }

    @Test
    void everyCaseHasItsTwoFilesAndNothingElse() throws IOException {
        assertTrue(cases().size() >= 10, "cases are missing");
        for (Path directory : cases()) {
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(
                        List.of("expected.yaml", "input.yaml"),
                        files.map(file -> file.getFileName().toString())
                                .sorted()
                                .toList(),
                        directory::toString);
            }
        }
    }

    @Test
    void theFactsAreNotKeptByAnything() throws IOException {
        var facts = InfraFacts.published();
        var json = new ObjectMapper().readTree("""
                        {"metadata": {"app": "x"}, "graceful_shutdown": {"total": "30"},
                         "sql_servers": [{"databases": {"a": {"username": {"$env": "X"}, "password": {"env": "X"}}}}],
                         "secrets": {"A": 1}}
                        """);
        assertEquals(
                List.of(
                        "metadata.app is not published",
                        "graceful_shutdown.total must be a number",
                        "sql_servers[].databases.*.username must be text",
                        "sql_servers[].databases.*.password must be text or {$env: NAME}",
                        "sql_servers[].host is needed",
                        "secrets.* must be text or {$env: NAME}"),
                facts.faults(json));
    }
}
