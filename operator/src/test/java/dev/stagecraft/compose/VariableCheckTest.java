package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariableCheckTest {
    private static final ComposeFile FILE = Documents.parsed("""
            services:
              web:
                image: "x:${IMAGE_TAG}"
                build: {context: "${CONTEXT}"}
                environment:
                  A: "${GIVEN} ${WITH:-default}"
                  image: ${INNER}
                command: ["${OUTER:-${NESTED}}", "$$LITERAL", "${NEEDED:?say why}"]
            networks:
              default: {name: $NETWORK}
            secrets:
              key: {environment: KEY}
            x-ignored: $IGNORED
            """);

    @Test
    void everyPlaceThatNeedsAnUndefinedVariableIsNamed() {
        List<String> problems = VariableCheck.undefined(FILE, Set.of("GIVEN"), Set.of()).stream()
                .map(ComposeProblem::describe)
                .toList();

        assertEquals(
                List.of(
                        "services.web.environment.image (line 7): The variable INNER has no value here; define it in env or envFrom, or give it a default.",
                        "services.web.command[0] (line 8): The variable NESTED has no value here; define it in env or envFrom, or give it a default.",
                        "services.web.command[2] (line 8): The variable NEEDED has no value here: say why.",
                        "networks.default.name (line 10): The variable NETWORK has no value here; define it in env or envFrom, or give it a default.",
                        "secrets.key.environment (line 12): The variable KEY has no value here; define it in env or envFrom, or give it a default."),
                problems);
    }

    @Test
    void nothingIsMissingWhenAllIsDefined() {
        assertEquals(
                List.of(),
                VariableCheck.undefined(FILE, Set.of("GIVEN", "INNER", "OUTER", "NEEDED", "NETWORK", "KEY"), Set.of()));
    }

    @Test
    void namesAreThoseThatTheHostMustKnow() {
        assertEquals(
                List.of("GIVEN", "INNER", "KEY", "NEEDED", "NESTED", "NETWORK", "OUTER", "WITH"),
                List.copyOf(VariableCheck.names(FILE)));
    }

    @Test
    void anEnvironmentEntryWithoutValueIsMentioned() {
        var file = Documents.parsed(
                "services: {a: {image: i, environment: [X, Y=1]}, b: {image: i, environment: {Z: , W: w}}}");

        assertEquals(List.of("X", "Z"), List.copyOf(VariableCheck.names(file)));
        assertEquals(List.of(), VariableCheck.undefined(file, Set.of(), Set.of()));
    }

    @Test
    void anEmptyValueIsNoneForOperatorsWithAColon() {
        var file = Documents.parsed(
                "services: {a: {image: i, command: [\"${E:?one}\", \"${E?two}\", \"${E:-${NONE}}\"]}}");

        var paths = VariableCheck.undefined(file, Set.of("E"), Set.of("E")).stream()
                .map(ComposeProblem::path)
                .toList();

        assertEquals(List.of("services.a.command[0]", "services.a.command[2]"), paths);
    }
}
