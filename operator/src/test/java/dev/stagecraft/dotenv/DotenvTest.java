package dev.stagecraft.dotenv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class DotenvTest {
    @ParameterizedTest
    @MethodSource("dev.stagecraft.dotenv.CaseFile#parsing")
    void aFileMeansWhatTheTableSays(JsonNode row) {
        switch (Dotenv.parse(row.path("text").asText())) {
            case Dotenv.Entries(var entries) -> {
                var seen = new TreeMap<String, String>();
                entries.forEach(entry -> seen.put(entry.name(), shown(entry.value())));
                var expected = new TreeMap<String, String>();
                row.path("gives").properties().forEach(entry -> expected.put(entry.getKey(), shown(entry.getValue())));
                assertTrue(row.has("gives"), row::toString);
                assertEquals(expected, seen, row::toString);
            }
            case Dotenv.Invalid(var problems) ->
                assertEquals(
                        row.path("problems").valueStream().map(JsonNode::asInt).toList(),
                        problems.stream().map(DotenvProblem::line).toList(),
                        row::toString);
        }
    }

    @Test
    void linesAreCountedOverQuotationMarksAndComments() {
        var entries = assertInstanceOf(
                        Dotenv.Entries.class, Dotenv.parse("# one\nA=\"2\n3\n4\" # x\n\nB='6\n7'\r\nexport C=8"))
                .entries();

        assertEquals(
                java.util.List.of(2, 6, 8),
                entries.stream().map(DotenvEntry::line).toList());
    }

    @Test
    void noProblemShowsAnythingOfALineThatIsNone() {
        var problems = assertInstanceOf(Dotenv.Invalid.class, Dotenv.parse("""
                                hunter-2
                                =hunter2
                                A='hunter2' hunter2
                                A="hunter2" hunter2=3
                                B=hunter\0002
                                C="hunter2""")).problems();

        assertEquals(6, problems.size());
        problems.forEach(problem -> assertFalse(problem.message().contains("hunter"), problem::message));
    }

    @Test
    void renderingsShowNoValue() {
        assertFalse(Dotenv.parse("A=hunter2\nB=$hunter2\nC").toString().contains("hunter2"));
    }

    @Test
    void aFileWithoutAnyLineOfItsKindHasFewProblems() {
        var problems = assertInstanceOf(Dotenv.Invalid.class, Dotenv.parse("?\n".repeat(10_000)))
                .problems();

        assertEquals(20, problems.size());
    }

    private static String shown(DotenvValue value) {
        return switch (value) {
            case DotenvValue.Literal(String text) -> "text " + text;
            case DotenvValue.Variable(String text) -> "template " + text;
            case DotenvValue.Inherited _ -> "inherited";
        };
    }

    private static String shown(JsonNode value) {
        if (value.isNull()) {
            return "inherited";
        }
        return value.isObject() ? "template " + value.path("template").asText() : "text " + value.asText();
    }
}
