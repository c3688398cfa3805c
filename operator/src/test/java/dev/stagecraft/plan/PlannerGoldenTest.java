package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans as a reader sees them, one directory a case: {@code input.yaml} in, {@code expected.yaml} out. */
class PlannerGoldenTest {
    private static final Path CASES = Path.of("src/test/resources/plan");

    static List<Path> cases() throws IOException {
        try (Stream<Path> found = Files.list(CASES)) {
            return found.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void thePlanIsTheExpectedOne(Path directory) throws IOException {
        var plan =
                PlanCase.read(Files.readString(directory.resolve("input.yaml"))).plan();

        assertEquals(Files.readString(directory.resolve("expected.yaml")), PlanCase.render(plan));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameInputsGiveTheSamePlanAHundredTimes(Path directory) throws IOException {
        var input = Files.readString(directory.resolve("input.yaml"));
        var first = PlanCase.read(input).plan();

        assertTrue(first.id().matches("sha256:[0-9a-f]{64}"), first::id);
        for (int i = 0; i < 100; i++) {
            assertEquals(first, PlanCase.read(input).plan());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyStepComesOnceAndAfterWhatItDependsOn(Path directory) throws IOException {
        var seen = new HashSet<String>();
        for (var step : PlanCase.read(Files.readString(directory.resolve("input.yaml")))
                .plan()
                .steps()) {
            assertTrue(seen.containsAll(step.dependsOn()), () -> step.id() + " before one of " + step.dependsOn());
            assertTrue(seen.add(step.id()), () -> step.id() + " twice");
        }
    }

    @Test
    void everyCaseHasItsTwoFilesAndNothingElse() throws IOException {
        assertTrue(cases().size() >= 20, () -> "cases are missing");
        for (var directory : cases()) {
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
}
