package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A flag goes before the environment, the environment before the file, the file before the default, for each option. */
class SettingsTest {
    @TempDir
    Path directory;

    private final Map<String, String> environment = new TreeMap<>();

    record Text(String name, BiConsumer<GlobalOptions, String> flag, Function<Settings, Optional<String>> read) {}

    record Flag(String name, BiConsumer<GlobalOptions, Boolean> flag, Function<Settings, Boolean> read) {}

    static Stream<Text> texts() {
        return Stream.of(
                new Text("env", (options, value) -> options.env = value, Settings::env),
                new Text("context", (options, value) -> options.context = value, Settings::context),
                new Text("namespace", (options, value) -> options.namespace = value, Settings::namespace),
                new Text(
                        "kubeconfig",
                        (options, value) -> options.kubeconfig = value,
                        settings -> settings.kubeconfig()
                                .map(path -> path.getFileName().toString())),
                new Text("output", (options, value) -> options.output = value, Settings::output));
    }

    static Stream<Flag> flags() {
        return Stream.of(
                new Flag("verbose", (options, value) -> options.verbose = value, Settings::verbose),
                new Flag("dry-run", (options, value) -> options.dryRun = value, Settings::dryRun),
                new Flag("no-color", (options, value) -> options.noColor = value, settings -> !settings.colour()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsTakenFromTheNearestSource(Text option) throws IOException {
        var flags = new GlobalOptions();
        assertEquals(Optional.empty(), option.read().apply(resolve(flags)));
        file(option.name() + ": from-file\n");
        assertEquals(Optional.of("from-file"), option.read().apply(resolve(flags)));
        environment.put(variable(option.name()), "from-environment");
        assertEquals(Optional.of("from-environment"), option.read().apply(resolve(flags)));
        option.flag().accept(flags, "from-flag");
        assertEquals(Optional.of("from-flag"), option.read().apply(resolve(flags)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void anEmptyTextCountsAsNotGiven(Text option) throws IOException {
        var flags = new GlobalOptions();
        flags.config = "";
        option.flag().accept(flags, "");
        assertEquals(Optional.empty(), option.read().apply(resolve(flags)));
        file(option.name() + ": from-file\n");
        assertEquals(Optional.of("from-file"), option.read().apply(resolve(flags)));
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aFlagIsTakenFromTheNearestSource(Flag option) throws IOException {
        var flags = new GlobalOptions();
        assertFalse(option.read().apply(resolve(flags)));
        file(option.name() + ": true\n");
        assertTrue(option.read().apply(resolve(flags)));
        environment.put(variable(option.name()), "false");
        assertFalse(option.read().apply(resolve(flags)));
        option.flag().accept(flags, true);
        assertTrue(option.read().apply(resolve(flags)));
    }

    @Test
    void whatAllProgramsShareGoesBetweenOurOwnVariableAndTheFile() throws IOException {
        var flags = new GlobalOptions();
        environment.put("NO_COLOR", "1");
        assertFalse(resolve(flags).colour());
        file("no-color: false\n");
        assertFalse(resolve(flags).colour());
        environment.put("STAGECRAFT_NO_COLOR", "false");
        assertTrue(resolve(flags).colour());
        environment.remove("STAGECRAFT_NO_COLOR");
        flags.noColor = false;
        assertTrue(resolve(flags).colour());
        environment.put("NO_COLOR", "");
        flags.noColor = null;
        file("no-color: true\n");
        assertFalse(resolve(flags).colour());
    }

    @Test
    void theFileIsNamedByAFlagOrTheEnvironment() throws IOException {
        Files.writeString(directory.resolve("one.yaml"), "namespace: one\n");
        Files.writeString(directory.resolve("two.yaml"), "namespace: two\n");
        var flags = new GlobalOptions();
        environment.put("STAGECRAFT_CONFIG", "one.yaml");
        assertEquals(Optional.of("one"), resolve(flags).namespace());
        flags.config = "two.yaml";
        assertEquals(Optional.of("two"), resolve(flags).namespace());
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsPlace() throws IOException {
        var flags = new GlobalOptions();
        flags.config = "none.yaml";
        refused("There is no file " + directory.resolve("none.yaml") + ", which --config names", flags);
        file("nmespace: shop\n");
        refused("nmespace in " + usual() + " is not a setting. The settings are: context,", new GlobalOptions());
        file("namespace: [a]\n");
        refused("namespace in " + usual() + " must be a single value.", new GlobalOptions());
        file("namespace: [a\n");
        refused(usual() + ":", new GlobalOptions());
        file("verbose: perhaps\n");
        refused("verbose in " + usual() + " is \"perhaps\"; write true or false.", new GlobalOptions());
        file("- a\n");
        refused(usual() + " must hold keys and values", new GlobalOptions());
    }

    @Test
    void aFormatThatACommandDoesNotWriteIsRefused() {
        var flags = new GlobalOptions();
        flags.output = "xml";
        var settings = resolve(flags);

        var refused = assertThrows(CommandFailure.class, () -> settings.format(List.of("yaml", "json")));

        assertEquals(
                "--output xml is not something that this command writes; it writes text, json, yaml.",
                refused.getMessage());
        flags.output = "text";
        assertEquals(Optional.empty(), resolve(flags).format(List.of("json")));
    }

    private void refused(String sentence, GlobalOptions flags) {
        var failure = assertThrows(CommandFailure.class, () -> resolve(flags));
        assertTrue(String.valueOf(failure.getMessage()).startsWith(sentence), failure.getMessage());
    }

    private Path usual() {
        return directory.resolve("stagecraft/config.yaml");
    }

    private void file(String text) throws IOException {
        Files.createDirectories(usual().getParent());
        Files.writeString(usual(), text);
    }

    private static String variable(String name) {
        return "STAGECRAFT_" + name.toUpperCase(java.util.Locale.ROOT).replace('-', '_');
    }

    private Settings resolve(GlobalOptions flags) {
        environment.put("XDG_CONFIG_HOME", directory.toString());
        return Settings.resolve(flags, environment, directory);
    }
}
