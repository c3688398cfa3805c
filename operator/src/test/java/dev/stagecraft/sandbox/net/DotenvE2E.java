package dev.stagecraft.sandbox.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.compose.EnvironmentOverride;
import dev.stagecraft.dotenv.CaseFile;
import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvWriter;
import dev.stagecraft.dotenv.Interpolated;
import dev.stagecraft.dotenv.Interpolation;
import dev.stagecraft.dotenv.Layer;
import dev.stagecraft.dotenv.NastyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dotenv files as a real Compose and a real container see them. */
@Tag("e2e")
@Timeout(300)
class DotenvE2E {
    @TempDir
    static Path directory;

    private static RealHosts hosts;

    @BeforeAll
    static void start() {
        hosts = RealHosts.start(1, Path.of("target", "e2e", "dotenv"), Equipment.COMPOSE_V2);
    }

    @AfterAll
    static void stop() {
        hosts.close();
    }

    @Test
    void composeReadsEveryFileThatBothAcceptAsTheTablesSay() throws IOException {
        var cases = CaseFile.forCompose().stream()
                .filter(each -> each.answer().isPresent())
                .toList();
        assertTrue(cases.size() > 100, "comparable cases: " + cases.size());
        var services = new StringBuilder("services:\n");
        for (int i = 0; i < cases.size(); i++) {
            write("s" + i + ".env", cases.get(i).text());
            services.append("  s%d: {image: none, env_file: s%d.env}\n".formatted(i, i));
        }
        write("all.yml", services.toString());

        var config = new ObjectMapper().readTree(config("all.yml").orFail().out());

        for (int i = 0; i < cases.size(); i++) {
            assertEquals(
                    cases.get(i).answer().orElseThrow(),
                    undoubled(config.path("services").path("s" + i).path("environment")),
                    cases.get(i)::toString);
        }
    }

    @Test
    void composeRefusesEveryFileThatTheTablesSayItRefuses() throws IOException {
        var cases = CaseFile.forCompose().stream()
                .filter(each -> each.answer().isEmpty())
                .toList();
        assertTrue(cases.size() > 10, "refused cases: " + cases.size());
        write("one.yml", "services: {one: {image: none, env_file: one.env}}");
        for (var each : cases) {
            write("one.env", each.text());

            assertFalse(config("one.yml").succeeded(), each::toString);
        }
    }

    /** The bytes of the process, on both ways: the one of releases, and a file that Compose reads itself. */
    @Test
    void everyValueReachesTheProcessByteForByte() throws IOException {
        var values = new TreeMap<String, String>();
        values.put("EMPTY", "");
        values.put("LARGE", "$x\\'\"\n".repeat(32 * 1024 / 6));
        for (int seed = 0; seed < 200; seed++) {
            values.put("V" + seed, NastyText.of(new Random(seed)));
        }
        String file = DotenvWriter.write(values);
        var image = new ShopImages(hosts.registry(), directory)
                .web("good", ShopImages.Behaviour.GOOD)
                .pinned();
        write("values.env", file);
        write("up.yml", "services: {web: {image: %s}, own: {image: %s, env_file: values.env}}".formatted(image, image));
        write("up.env.yml", EnvironmentOverride.render(Map.of("web", read(file))));

        run("docker", "compose", "-p", "dotenv", "-f", at("up.yml"), "-f", at("up.env.yml"), "up", "-d");

        try {
            for (String service : List.of("web", "own")) {
                var seen = environ(service);
                values.forEach((name, value) -> assertTrue(seen.contains(name + "=" + value), service + " " + name));
            }
        } finally {
            run("docker", "compose", "-p", "dotenv", "-f", at("up.yml"), "down", "-t", "1");
        }
    }

    private static Map<String, String> read(String file) {
        var entries = assertInstanceOf(Dotenv.Entries.class, Dotenv.parse(file)).entries();
        var read = assertInstanceOf(
                Interpolated.Resolved.class, Interpolation.resolve(List.of(new Layer("f", true, entries))));
        var values = new TreeMap<String, String>();
        read.variables().forEach((name, variable) -> values.put(name, variable.value()));
        return values;
    }

    private static Set<String> environ(String service) {
        String container = run("docker", "ps", "-q", "--filter", "label=com.docker.compose.service=" + service)
                .strip();
        String process = run("docker", "inspect", "--format", "{{.State.Pid}}", container)
                .strip();
        byte[] bytes = Base64.getDecoder()
                .decode(run("base64", "-w0", "/proc/" + process + "/environ").strip());
        return Set.of(new String(bytes, UTF_8).split("\0"));
    }

    private static Map<String, String> undoubled(JsonNode environment) {
        var values = new TreeMap<String, String>();
        environment
                .properties()
                .forEach(entry ->
                        values.put(entry.getKey(), entry.getValue().asText().replace("$$", "$")));
        return values;
    }

    private static Tool.Ran config(String file) {
        return hosts.host(1).run("docker", "compose", "-p", "dotenv", "-f", at(file), "config", "--format", "json");
    }

    private static String run(String... argv) {
        return hosts.host(1).run(argv).orFail().out();
    }

    private static String at(String name) {
        return "/root/dotenv/" + name;
    }

    private static void write(String name, String text) throws IOException {
        Path path = hosts.host(1).path(at(name));
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
