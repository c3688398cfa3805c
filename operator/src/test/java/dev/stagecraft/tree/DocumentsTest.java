package dev.stagecraft.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages that people follow: indexes list every page, links lead somewhere, commands exist. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern MAKE = Pattern.compile("`make ([a-z0-9-]+)");

    private static final SourceTree TREE = SourceTree.here();

    @Test
    void everyLinkLeadsToAFile() {
        var broken = markdown()
                .flatMap(page -> links(page)
                        .filter(link -> !link.contains("://"))
                        .filter(link -> !Files.exists(target(page, link)))
                        .map(link -> page + " links to " + link))
                .toList();

        assertEquals(List.of(), broken, "links that lead nowhere");
    }

    @Test
    void theIndexOfTheSpecListsEveryPage() {
        assertIndexed("spec/README.md", "spec/[^/]+\\.md");
    }

    @Test
    void theIndexOfDecisionsListsEveryDecision() {
        assertIndexed("docs/adr/README.md", "docs/adr/[^/]+\\.md");
    }

    @Test
    void decisionsAreNumberedWithoutGaps() {
        var numbers = TREE.matching("docs/adr/\\d{4}-[a-z0-9-]+\\.md")
                .map(file -> Integer.parseInt(file.substring(9, 13)))
                .toList();

        assertEquals(
                Stream.iterate(1, number -> number + 1).limit(numbers.size()).toList(), numbers);
    }

    @Test
    void everyMakeVerbThatAPageNamesExists() {
        var verbs = Pattern.compile("(?m)^([a-z0-9-]+):")
                .matcher(TREE.text("Makefile"))
                .results()
                .map(verb -> verb.group(1))
                .collect(Collectors.toSet());
        var unknown = markdown()
                .flatMap(page -> MAKE.matcher(TREE.text(page))
                        .results()
                        .map(verb -> verb.group(1))
                        .filter(verb -> !verbs.contains(verb))
                        .map(verb -> page + " names `make " + verb + "`"))
                .toList();

        assertTrue(verbs.containsAll(Set.of("run", "test", "verify", "e2e")), verbs::toString);
        assertEquals(List.of(), unknown, "verbs that the Makefile does not have");
    }

    @Test
    void everyScriptThatTheMakefileCallsIsThereAndCanBeRun() {
        var scripts = Pattern.compile("\\$\\(SH\\)/([a-z0-9-]+)")
                .matcher(TREE.text("Makefile"))
                .results()
                .map(script -> "operator/src/test/sh/" + script.group(1))
                .collect(Collectors.toSet());

        assertTrue(scripts.size() > 1, scripts::toString);
        assertEquals(
                List.of(),
                scripts.stream()
                        .filter(script -> !Files.isExecutable(TREE.root().resolve(script)))
                        .toList(),
                "scripts that are missing or not executable");
    }

    private static void assertIndexed(String index, String pages) {
        var listed = links(index).map(link -> target(index, link)).collect(Collectors.toSet());
        var missing = TREE.matching(pages)
                .filter(page -> !page.equals(index))
                .filter(page -> !listed.contains(TREE.root().resolve(page)))
                .toList();
        assertEquals(List.of(), missing, "pages that " + index + " does not list");
    }

    private static Stream<String> markdown() {
        return TREE.matching(".*\\.md");
    }

    private static Stream<String> links(String page) {
        return LINK.matcher(TREE.text(page)).results().map(DocumentsTest::address);
    }

    private static String address(MatchResult link) {
        return link.group(1);
    }

    private static Path target(String page, String link) {
        return TREE.root().resolve(page).resolveSibling(link).normalize();
    }
}
