package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EnvironmentTest {
    static final Map<String, String> AWKWARD = Map.of(
            "EMPTY", "",
            "LINES", "one\ntwo\r\n\n",
            "QUOTES", "it's \"quoted\" \\ `date` $(date) ; rm -rf / & | > < * ? [a] ~ #",
            "DOLLARS", "$HOME ${HOME} $$ $1 $",
            "EQUALS", "a=b\nEVIL=1",
            "UNICODE", "héllo 🚀 \u202e \u0085 \u2028 \ufeff",
            "CONTROL", "\u0001\u001b[31m\t\u007f",
            "WORDS", "yes");

    @Test
    void overrideGivesComposeTheExactValues() {
        String yaml = EnvironmentOverride.render(Map.of("web", AWKWARD, "db", Map.of()));

        var environment = Documents.json(Documents.readAsYaml11(yaml))
                .path("services")
                .path("web")
                .path("environment");
        AWKWARD.forEach((name, value) ->
                assertEquals(value, environment.path(name).asText().replace("$$", "$"), name));
        AWKWARD.keySet()
                .forEach(name -> assertEquals(
                        0,
                        environment
                                .path(name)
                                .asText()
                                .replace("$$", "")
                                .chars()
                                .filter(c -> c == '$')
                                .count(),
                        name));
    }

    @Test
    void sameVariablesGiveTheSameText() {
        Map<String, String> backwards = new LinkedHashMap<>();
        AWKWARD.keySet().stream()
                .sorted(Comparator.reverseOrder())
                .forEach(k -> backwards.put(k, AWKWARD.getOrDefault(k, "")));

        assertEquals(
                EnvironmentOverride.render(Map.of("w", AWKWARD)), EnvironmentOverride.render(Map.of("w", backwards)));
        assertEquals(ShellEnvironment.render(AWKWARD), ShellEnvironment.render(backwards));
    }

    @Test
    void posixShellGetsTheExactBytes(@TempDir Path directory) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>(AWKWARD);
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            variables.put("R" + i, randomText(random));
        }
        Files.writeString(directory.resolve("env.sh"), ShellEnvironment.render(variables));

        for (String shell : new String[] {"sh", "bash"}) {
            Map<String, String> seen = environmentAfterSourcing(shell, directory);
            variables.forEach((name, value) -> assertArrayEquals(
                    value.getBytes(StandardCharsets.UTF_8),
                    seen.getOrDefault(name, "absent").getBytes(StandardCharsets.UTF_8),
                    shell + " " + name));
            assertFalse(seen.containsKey("EVIL"), "a value must not define a variable");
        }
    }

    @Test
    void whatNothingDefinesIsNotTheHosts(@TempDir Path directory) throws Exception {
        Files.writeString(
                directory.resolve("env.sh"),
                ShellEnvironment.render(Map.of("A", "a"), Set.of("A", "PWD", "HOSTVAR", "UID", "_")));

        for (String shell : new String[] {"sh", "bash"}) {
            Map<String, String> seen = environmentAfterSourcing(shell, directory);
            assertEquals("a", seen.get("A"));
            assertFalse(seen.containsKey("PWD") || seen.containsKey("HOSTVAR"), seen::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A-B", "A B", "A=B", "A\n", "Ä", "A;id"})
    void namesThatNoShellCanHoldAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> ShellEnvironment.render(Map.of(name, "v")));
        assertThrows(IllegalArgumentException.class, () -> EnvironmentOverride.render(Map.of("w", Map.of(name, "v"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2\u0000", "hunter2\ud800"})
    void valuesThatNoProcessCanHoldAreRefusedWithoutShowingThem(String value) {
        var error = assertThrows(IllegalArgumentException.class, () -> ShellEnvironment.render(Map.of("KEY", value)));

        String message = error.toString();
        assertTrue(message.contains("KEY"), message);
        assertFalse(message.contains("hunter2"), message);
    }

    private static Map<String, String> environmentAfterSourcing(String shell, Path directory)
            throws IOException, InterruptedException {
        Path output = directory.resolve(shell + ".out");
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", ". ./env.sh && env -0")
                .directory(directory.toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("HOSTVAR", "of the host");
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), shell + " did not end");
        assertEquals(0, process.exitValue());
        Map<String, String> seen = new LinkedHashMap<>();
        for (String entry : Files.readString(output).split("\0")) {
            int equals = entry.indexOf('=');
            seen.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return seen;
    }

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        String letters = "a'\"\\$`\n =;#{}€🚀";
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(
                    letters.codePoints().skip(random.nextInt(15)).findFirst().orElse('x'));
        }
        return text.toString();
    }
}
