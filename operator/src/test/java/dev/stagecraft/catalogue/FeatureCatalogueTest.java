package dev.stagecraft.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stagecraft.tree.SourceTree;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue says nothing that the tree does not hold. */
class FeatureCatalogueTest {

    private static final SourceTree TREE = SourceTree.here();

    @Test
    void theCatalogueIsTrueOfTheTree() throws IOException {
        var check = new CatalogueCheck(TREE.matching("spec/[^/]+\\.md").collect(Collectors.toSet()), testClasses());

        assertEquals(List.of(), check.violations(catalogue()));
    }

    @Test
    void theStatusPageIsWhatMakeDocsWrites() throws IOException {
        assertEquals(
                StatusPage.render(catalogue()),
                TREE.text(FeatureCatalogue.PAGE),
                FeatureCatalogue.PAGE + " is behind " + FeatureCatalogue.SOURCE + "; run `make docs`");
    }

    static Stream<Arguments> falseClaims() {
        return Stream.of(
                Arguments.of(
                        "A_B, title: t, status: done, spec: spec/a.md, tests: []", "A_B is called done without a test"),
                Arguments.of(
                        "A_B, title: t, status: done, spec: spec/a.md, tests: [GoneTest]",
                        "A_B names the test GoneTest, which does not exist or holds no test"),
                Arguments.of(
                        "A_B, title: t, status: done, spec: spec/b.md, tests: [ATest]",
                        "A_B names the spec page spec/b.md, which does not exist"),
                Arguments.of("A_B, title: t, status: done, tests: [ATest]", "A_B is done but names no spec page"),
                Arguments.of(
                        "A_B, title: t, status: partial, spec: spec/a.md",
                        "A_B is called partial without a note on what is missing"),
                Arguments.of(
                        "a-b, title: t, status: planned, spec: spec/a.md",
                        "a-b is not an id: capitals, digits and single underscores"),
                Arguments.of(
                        "A_B, title: t, status: planned", "spec/a.md belongs to no feature of spec/features.yaml"));
    }

    @ParameterizedTest
    @MethodSource
    void falseClaims(String feature, String sentence) throws IOException {
        var violations = check().violations(FeatureCatalogue.parse(oneGroup("{id: " + feature + "}")));

        assertTrue(violations.contains(sentence), violations::toString);
    }

    @Test
    void anIdIsListedOnce() throws IOException {
        var feature = "{id: A_B, title: t, status: planned, spec: spec/a.md}";

        var violations = check().violations(FeatureCatalogue.parse(oneGroup(feature + ", " + feature)));

        assertEquals(List.of("A_B is listed twice"), violations);
    }

    @Test
    void unknownStatusesAndKeysAreRefused() {
        assertThrows(
                JsonProcessingException.class,
                () -> FeatureCatalogue.parse(oneGroup("{id: A_B, title: t, status: finished}")));
        assertThrows(
                JsonProcessingException.class,
                () -> FeatureCatalogue.parse(oneGroup("{id: A_B, title: t, status: planned, test: [ATest]}")));
    }

    private static CatalogueCheck check() {
        return new CatalogueCheck(Set.of("spec/a.md", "spec/README.md"), Set.of("ATest"));
    }

    private static String oneGroup(String features) {
        return "groups: [{title: g, features: [" + features + "]}]";
    }

    private static FeatureCatalogue catalogue() throws IOException {
        return FeatureCatalogue.parse(TREE.text(FeatureCatalogue.SOURCE));
    }

    private static Set<String> testClasses() {
        return TREE.matching("operator/src/test/java/.*\\.java")
                .filter(file ->
                        TREE.text(file).matches("(?s).*\\n\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b.*"))
                .map(file -> file.substring(file.lastIndexOf('/') + 1, file.length() - ".java".length()))
                .collect(Collectors.toSet());
    }
}
