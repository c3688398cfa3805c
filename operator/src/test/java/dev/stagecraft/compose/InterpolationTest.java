package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class InterpolationTest {
    private static final Variables VARIABLES =
            new Variables(Map.of("SET", "value", "EMPTY", "", "TOKEN", "leaked"), Set.of("TOKEN"));

    @ParameterizedTest
    @CsvFileSource(resources = "interpolation.csv", delimiter = '|', quoteCharacter = '\'')
    void everyNotationOfComposeMeansTheSameHere(String template, String result) {
        assertEquals(result, evaluate(template));
    }

    @Test
    void nestingWithoutEndIsRefusedInsteadOfOverflowing() {
        String nested = "${A:-".repeat(50_000) + "}".repeat(50_000);

        assertInstanceOf(TemplateParser.Invalid.class, TemplateParser.parse(nested));
    }

    @Test
    void authorsWordsEndUpInTheProblem() {
        Evaluation evaluation = new Evaluation();

        ((TemplateParser.Valid) TemplateParser.parse("${PORT:?the port of ${SET}}"))
                .template()
                .evaluate(VARIABLES, evaluation);

        assertEquals(
                "The variable PORT has no value here: the port of value.",
                evaluation.obstacles().getFirst().message());
    }

    private static String evaluate(String template) {
        return switch (TemplateParser.parse(template)) {
            case TemplateParser.Invalid _ -> "<INVALID>";
            case TemplateParser.Valid(Template valid) -> {
                Evaluation evaluation = new Evaluation();
                valid.evaluate(VARIABLES, evaluation);
                yield evaluation.obstacles().isEmpty()
                        ? evaluation.text()
                        : "<" + evaluation.obstacles().getFirst().code() + ">";
            }
        };
    }
}
