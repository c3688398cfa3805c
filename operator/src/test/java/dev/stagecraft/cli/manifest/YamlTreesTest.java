package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.cli.session.CommandFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreesTest {
    private static Manifest one(String text) {
        var all = YamlTrees.read(text, "shop.yaml");
        assertEquals(1, all.size());
        return all.getFirst();
    }

    /** What checks values must not be told another sort of number or text than it is told by the API server's JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a: 1, b: -2, c: 3000000000, d: 99999999999999999999}",
                "{a: 1.5, b: 'x', c: \"1\", d: text}",
                "{a: true, b: false, c: null, d: ~}",
                "{a: [1, {b: [c]}], e: {}}",
                "a: |\n  two\n  lines\nb: >-\n  one\n  line\n",
                "a: 1.4\nb: v1.4\nc: 2026-11-23\n"
            })
    void valuesAreWhatJacksonReads(String text) throws IOException {
        assertEquals(new YAMLMapper().readTree(text), one(text).tree());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stagecrafts.stagecraft.dev.yaml", "stagecraftreleases.stagecraft.dev.yaml"})
    void theResourceDefinitionsAreWhatJacksonReads(String file) throws IOException {
        try (var stream = YamlTreesTest.class.getResourceAsStream("/crds/" + file)) {
            var text = new String(stream.readAllBytes(), UTF_8);

            assertEquals(new YAMLMapper().readTree(text), one(text).tree());
        }
    }

    /** As `kubectl annotate --local -o json` shows them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a: [y, Yes, NO, off, On, TRUE, yEs]          | {"a":[true,true,false,false,true,true,"yEs"]}
                    a: ['yes', !!str no, "on"]                   | {"a":["yes","no","on"]}
                    {on: 1, 2: x, 'no': y1}                      | {"true":1,"2":"x","no":"y1"}
                    a: [0755, 0o17, -012, 089, 0_7, 1_000, 0b11] | {"a":[493,15,-10,89,7,1000,3]}
                    a: [0xff, -0x1f, +5, 0, _1, "1:30"]          | {"a":[255,-31,5,0,"_1","1:30"]}
                    {x: &x {a: 1, b: 2}, y1: {<<: *x, a: 3}}     | {"x":{"a":1,"b":2},"y1":{"a":3,"b":2}}
                    {x: &x {a: 1, b: 2}, y1: {a: 3, <<: *x}}     | {"x":{"a":1,"b":2},"y1":{"a":1,"b":2}}
                    {y1: {<<: [{a: 1}, {a: 2, b: 2}], c: 3}}     | {"y1":{"a":1,"b":2,"c":3}}
                    {a: 1, <<: {b: 2}, <<: {b: 3, c: 4}}         | {"a":1,"b":3,"c":4}
                    {a: {"<<": {b: 1}}}                          | {"a":{"<<":{"b":1}}}
                    """)
    void wordsAndMergesAreWhatKubectlReads(String text, String expected) throws IOException {
        assertEquals(new ObjectMapper().readTree(expected), one(text).tree());
    }

    @Test
    void whatIsMergedHasItsOwnLine() {
        var manifest = one("base: &base\n  a: 1\nspec:\n  <<: *base\n  b: 2\n");

        assertEquals(2, manifest.lineOf("spec.a"));
        assertEquals(5, manifest.lineOf("spec.b"));
    }

    @Test
    void aliasesAreCopies() {
        assertEquals(
                "{\"a\":{\"b\":1},\"c\":{\"b\":1}}",
                one("a: &x {b: 1}\nc: *x\n").tree().toString());
    }

    @Test
    void everyPathHasItsLine() {
        var manifest =
                one("# first\nspec:\n  hosts:\n    - name: app\n    - {name: db,\n       role: db}\n  env: []\n");

        assertEquals(4, manifest.lineOf("spec.hosts[0].name"));
        assertEquals(6, manifest.lineOf("spec.hosts[1].role"));
        assertEquals(5, manifest.lineOf("spec.hosts[1].size"));
        assertEquals(7, manifest.lineOf("spec.env[3].name"));
        assertEquals(2, manifest.lineOf("status"));
        assertEquals(2, manifest.line());
    }

    @Test
    void documentsAndTheItemsOfListsAreDocuments() {
        var found = YamlTrees.read(
                        "---\n---\nkind: A\n---\nkind: List\nitems:\n  - kind: B\n    metadata:\n      name: b\n", "x")
                .stream()
                .flatMap(Manifest::items)
                .toList();

        assertEquals(List.of("A", "B"), found.stream().map(Manifest::kind).toList());
        assertEquals(7, found.getLast().line());
        assertEquals(9, found.getLast().lineOf("metadata.name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: {b", "a: 1\na: 2\n", "a: *nobody", "{<<: 5}", "a: &a {b: *a}", "a: &a {<<: *a}", "a: &a [*a]"
            })
    void whatIsNoYamlIsToldWithItsLine(String text) {
        var thrown = assertThrows(CommandFailure.class, () -> YamlTrees.read(text, "shop.yaml"));

        assertTrue(String.valueOf(thrown.getMessage()).startsWith("shop.yaml:"), thrown::getMessage);
    }

    @Test
    void aliasesCannotBlowADocumentUp() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
        }

        var thrown = assertThrows(CommandFailure.class, () -> YamlTrees.read(bomb.toString(), "bomb.yaml"));

        assertTrue(String.valueOf(thrown.getMessage()).contains("aliases"), thrown::getMessage);
    }
}
