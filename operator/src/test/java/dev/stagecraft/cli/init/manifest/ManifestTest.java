package dev.stagecraft.cli.init.manifest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A manifest is read back as what was put in, by YAML 1.1 and by YAML 1.2. */
class ManifestTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "plain",
                "a b",
                "yes",
                "No",
                "ON",
                "off",
                "null",
                "~",
                "true",
                "y",
                "N",
                "1",
                "1.5",
                "0x1f",
                "1e3",
                ".inf",
                ".5",
                "0o17",
                "012",
                "2026-01-01",
                "12:30:45",
                "-",
                "- a",
                "?",
                ": ",
                "a: b",
                "a:b",
                "a #b",
                "#",
                "&a",
                "*a",
                "!!str",
                "!a",
                "|",
                ">",
                "'",
                "\"",
                "\\",
                "%a",
                "@a",
                "`a",
                "{a}",
                "[a]",
                "a,b",
                "<<",
                "=",
                "line\nbreak",
                "\ttab",
                "trailing ",
                "\r\n",
                "\u0000",
                "\u0007",
                "\u007f",
                "\u0085",
                "\u2028",
                "\uFEFF",
                "ünïcode",
                "日本",
                "😀",
                "---",
                "...",
                "--- a",
                "https://example.com/a.git",
                "https://a b",
                "a@b",
                "~/x",
                "/x",
                "./x",
                "_x",
                "+1",
                "nan",
                ".NaN",
                "a~b",
                "0.0.0.0"
            })
    void everyValueIsReadBackAsItWas(String value) throws Exception {
        var manifest = new Manifest()
                .set("block/deeper/value", value)
                .set("flow", JSON.objectNode().put("a", value).put("b", 1))
                .set("list", JSON.arrayNode().add(value).add(JSON.objectNode().put("in", value)))
                .set("keys", JSON.objectNode().put(value, true));
        String yaml = manifest.yaml();

        assertAll(
                yaml,
                () -> assertEquals(manifest.tree(), new YAMLMapper().readTree(yaml)),
                () -> assertEquals(
                        manifest.tree(),
                        new YAMLMapper()
                                .valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml))));
    }

    @Test
    void halfOfACharacterIsReplaced() {
        assertEquals("\"a\\uFFFD\"", YamlScalar.of("a\uD83D"));
    }

    @Test
    void commentsStandWhereTheyBelongAndOpenWhatTheyAreIn() {
        ObjectNode item = JSON.objectNode().put("name", "x".repeat(60)).put("other", "y".repeat(60));
        String yaml = new Manifest()
                .comment("", "top")
                .set("a/b", "1")
                .comment("a/b", "above", "")
                .commentBelow("a/b", "below")
                .set("list", JSON.arrayNode().add(item))
                .set("empty", JSON.objectNode())
                .yaml();

        assertEquals("""
                # top
                a:
                  # above
                  #
                  b: "1"
                  # below
                list:
                  - name: %s
                    other: %s
                empty: {}
                """.formatted("x".repeat(60), "y".repeat(60)), yaml);
    }

    @Test
    void namesAreMadeFit() {
        Map.of("My Shop!", "my-shop", "1st", "st", "ÄÖ", "ao", "日本", "app", "a--", "a", "x".repeat(50), "x".repeat(40))
                .forEach((written, fitted) -> assertAll(
                        () -> assertEquals(fitted, ProjectName.fit(written, ProjectName.LONGEST)),
                        () -> assertTrue(ProjectName.is(fitted, ProjectName.LONGEST))));
    }
}
