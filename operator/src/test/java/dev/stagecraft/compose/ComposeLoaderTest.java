package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.compose.ComposeProblem.Code;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ComposeLoaderTest {
    private static ParseResult load(Map<String, String> files, String... names) {
        return new ComposeLoader(ComposeSources.of(files), Set.of(), Variables.none()).load(List.of(names));
    }

    private static ComposeFile loaded(Map<String, String> files, String... names) {
        return assertInstanceOf(ParseResult.Parsed.class, load(files, names)).file();
    }

    private static ComposeProblem refused(Map<String, String> files, String... names) {
        return assertInstanceOf(ParseResult.Rejected.class, load(files, names))
                .problems()
                .getFirst();
    }

    @Test
    void aThousandServicesThatExtendALargeOneAreRefused() {
        var large = IntStream.range(0, 500).mapToObj(i -> "a" + i + ": x").collect(Collectors.joining(", "));
        var many = IntStream.range(0, 100)
                .mapToObj(i -> "  s" + i + ": {extends: base}\n")
                .collect(Collectors.joining());

        var problem = refused(Map.of("c.yml", "services:\n  base: {image: i, x-a: {" + large + "}}\n" + many), "c.yml");

        assertEquals(Code.LIMIT, problem.code());
    }

    @Test
    void aHundredFilesAreRefused() {
        var files = new HashMap<String, String>();
        for (int i = 0; i < 100; i++) {
            files.put("f" + i + ".yml", "include: [f" + (i + 1) + ".yml]\nservices: {s" + i + ": {image: i}}\n");
        }
        files.put("f100.yml", "services: {end: {image: i}}");

        assertEquals(Code.LIMIT, refused(files, "f0.yml").code());
    }

    @Test
    void filesThatAreTooLargeTogetherAreRefused() {
        var text = "a".repeat(200 * 1024);

        assertEquals(
                Code.LIMIT,
                refused(Map.of("a", "services: {w: {image: i}}\nx-a: " + text, "b", "x-b: " + text), "a", "b")
                        .code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "include: 7 | 'include' must be a list",
                "include: [{env_file: a}] | needs a path",
                "include: [/etc/passwd] | Only files of the same source",
                "include: ['https://example.com/c.yml'] | Only files of the same source",
                "include: ['${NONE}'] | has a variable without a value",
                "include: [{path: ok.yml, env_file: none.env}] | There is no file 'none.env'",
                "include: [../up.yml] | lies outside of the source",
                "include: [broken.yml] | The file is not YAML",
                "include: [{path: ok.yml, env_file: bad.env}] | is no dotenv file: line 1",
                "services: {a: {extends: {file: ok.yml}}} | 'extends' needs the name of a service",
                "services: {a: {extends: {file: ok.yml, service: nobody}}} | is not a service of 'ok.yml'",
                "services: {a: {extends: {file: empty.yml, service: x}}} | is not a service of 'empty.yml'",
                "services: {a: {image: i, profiles: [x]}} | Every service has a profile that is not active",
                "services: [] | 'services' must be a mapping",
                "x-a: 1 | needs at least one service",
            })
    void whatCannotBePutTogetherIsSaid(String text, String words) {
        var problem = refused(
                Map.of(
                        "c.yml", text,
                        "ok.yml", "services: {ok: {image: i}}",
                        "empty.yml", "volumes: {}",
                        "broken.yml", "a: [",
                        "bad.env", "'"),
                "c.yml");

        assertTrue(problem.describe().contains(words), problem::describe);
    }

    @Test
    void aMistakeIsFoundInItsFile() {
        var problem = refused(
                Map.of("a.yml", "services: {w: {image: i}}", "b.yml", "services:\n  w:\n    ports: 7\n"),
                "a.yml",
                "b.yml");

        assertEquals("services.w.ports (b.yml line 3): 'ports' must be a list.", problem.describe());
    }

    @Test
    void pathsAreThoseOfTheDirectoryThatTheyStandIn() {
        var file = loaded(
                Map.of(
                        "deploy/c.yml",
                        """
                        include: [{path: ../lib/l.yml}]
                        services:
                          w:
                            extends: {file: ../base/b.yml, service: b}
                            build: {additional_contexts: {one: ./x, two: "docker-image://y", three: "service:z"}}
                            volumes: ["${DIR:-./data}:/d", "../up:/u", "~/h:/h", "/abs:/a", "v:/v"]
                            develop: {watch: [{path: ./src, action: sync, target: /s}]}
                          z: {image: i, build: ., env_file: [a.env, {path: ./b.env}], label_file: l}
                        volumes: {v: {driver_opts: {o: bind, device: ./dev}}}
                        secrets: {s: {file: ./s}}
                        configs: {c: {file: s}}
                        """,
                        "base/b.yml",
                        "services: {b: {image: i, env_file: b.env, build: {context: ., args: [A=1], additional_contexts:"
                                + " ['k=./k', bare]}}}",
                        "lib/l.yml",
                        "services: {l: {image: i, build: {target: t}, volumes: [{type: bind, source: ./x, target: /x}]}}"),
                "deploy/c.yml");

        var w = file.service("w").orElseThrow().definition();
        assertEquals("./base", w.at("/build/context").asText());
        assertEquals("./base/b.env", w.path("env_file").asText());
        assertEquals(
                "[\"k=./base/k\",\"bare\",\"one=./deploy/x\",\"two=docker-image://y\",\"three=service:z\"]",
                w.at("/build/additional_contexts").toString());
        assertEquals(
                "[\"./deploy/${DIR:-./data}:/d\",\"./up:/u\",\"~/h:/h\",\"/abs:/a\",\"v:/v\"]",
                w.path("volumes").toString());
        assertEquals("./deploy/src", w.at("/develop/watch/0/path").asText());
        var z = file.service("z").orElseThrow().definition();
        assertEquals("./deploy", z.path("build").asText());
        assertEquals(
                "[\"./deploy/a.env\",{\"path\":\"./deploy/b.env\"}]",
                z.path("env_file").toString());
        assertEquals("./deploy/l", z.path("label_file").asText());
        var l = file.service("l").orElseThrow().definition();
        assertEquals("./lib", l.at("/build/context").asText());
        assertEquals("./lib/x", l.at("/volumes/0/source").asText());
        assertEquals(
                "./deploy/dev", file.tree().at("/volumes/v/driver_opts/device").asText());
        assertEquals("./deploy/s", file.tree().at("/secrets/s/file").asText());
        assertEquals("./deploy/s", file.tree().at("/configs/c/file").asText());
    }

    @Test
    void aSecretThatADotenvFileReadsStaysOne() {
        var variables = new Variables(Map.of("PASSWORD", "c4nary"), Set.of("PASSWORD"));
        var sources = ComposeSources.of(Map.of(
                "c.yml", "services: {w: {image: \"i:${TAG}\", command: \"${URL}\"}}",
                ".env", "URL=db://${PASSWORD}@db\nTAG=1\n"));

        var file = assertInstanceOf(
                        ParseResult.Parsed.class,
                        new ComposeLoader(sources, Set.of(), variables).load(List.of("c.yml")))
                .file();

        assertEquals(Set.of("STAGECRAFT_INCLUDED_0_URL"), file.localVariables().secretNames());
        assertFalse(file.tree().toString().contains("c4nary"));
        assertEquals("db://c4nary@db", new TreeMap<>(file.localVariables().values()).get("STAGECRAFT_INCLUDED_0_URL"));
        assertEquals("Value[hidden]", new DotenvFile.Value("c4nary", true).toString());
    }

    @Test
    void thereMustBeAFile() {
        assertThrows(IllegalArgumentException.class, () -> load(Map.of()));
        assertEquals(Code.NOT_FOUND, refused(Map.of(), "c.yml").code());
    }
}
