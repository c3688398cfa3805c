package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command: help with examples, one sentence for what cannot be understood. */
class CommandLinesTest {
    @TempDir
    Path directory;

    @Test
    void helpListsTheCommandsAndTheOptionsOfEveryCommand() {
        var run = CliRun.in(directory);
        run.golden("help", run.run("--help"));
    }

    @Test
    void withoutACommandItExplainsItself() {
        var run = CliRun.in(directory);

        assertEquals(run.run("--help"), run.run());
    }

    @Test
    void whatItDoesNotKnowIsToldInOneSentence() {
        var run = CliRun.in(directory);

        assertEquals(
                new CliRun.Result(1, "", "error: Unmatched argument at index 0: 'zzz'. See stagecraft --help.\n"),
                run.run("zzz"));
    }

    @Test
    void theVersionIsShown() {
        assertEquals(
                new CliRun.Result(0, "stagecraft development\n", ""),
                CliRun.in(directory).run("--version"));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandExplainsItselfWithExamples(List<String> command) {
        var args = new ArrayList<>(command);
        args.add("--help");

        var result = CliRun.in(directory).run(args.toArray(String[]::new));

        assertAll(
                () -> assertEquals(0, result.exitCode(), result.err()),
                () -> assertTrue(result.out().contains("Examples:"), result.out()),
                () -> assertTrue(result.out().contains("  stagecraft " + String.join(" ", command)), result.out()),
                () -> assertTrue(
                        result.out().lines().noneMatch(line -> line.length() > 100),
                        "lines that an ordinary terminal breaks:\n" + result.out()),
                () -> assertFalse(result.out().contains("\u001b"), "escape codes in a pipe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--help", "plan --help", "--no-color=false status --help"})
    void helpHasColoursOnATerminalWhereTheyAreWanted(String line) throws IOException {
        assertTrue(coloured(terminal(), line));
        assertFalse(coloured(terminal(), line + " --no-color"));
        assertEquals(
                line.contains("--no-color=false"),
                coloured(terminal().with("NO_COLOR", "1"), line),
                "NO_COLOR and " + line);
        Files.writeString(directory.resolve("broken.yaml"), "perhaps: [");
        assertFalse(coloured(terminal().with("STAGECRAFT_CONFIG", "broken.yaml"), line));
    }

    private CliRun terminal() {
        return CliRun.in(directory).terminal(80);
    }

    private static boolean coloured(CliRun run, String line) {
        var result = run.run(line.isBlank() ? new String[0] : line.strip().split(" "));
        assertEquals(0, result.exitCode(), result::text);
        assertTrue(result.out().contains("Examples:"), result::text);
        return result.out().contains("\u001b");
    }

    @ParameterizedTest
    @MethodSource("commandsOfTheirOwn")
    void aCommandIsMeantAloneWhereItsNameComesFirst(String name) {
        assertEquals(1, Commands.meant(name, "--help").size());
        assertEquals(Commands.ALL, Commands.meant("--env", name));
        assertEquals(
                CliRun.in(directory).run("--no-color", name, "--help"),
                CliRun.in(directory).run(name, "--no-color", "--help"));
    }

    static Stream<String> commandsOfTheirOwn() {
        return everyCommand()
                .filter(path -> path.size() == 1)
                .map(List::getFirst)
                .filter(name -> !List.of("completion", "__complete", "man").contains(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec", "ssh"})
    void aWordThatNamesAFileReachesTheProgramAsItIs(String command) throws IOException {
        var body = "@" + Files.writeString(directory.resolve("body.json"), "secret text");

        var parsed = CommandLines.of(session()).parseArgs(command, "web", "--", "curl", "-d", body, "@@x");

        assertEquals(
                List.of("curl", "-d", body, "@@x"),
                parsed.subcommand().matchedPositionals().get(1).getValue());
    }

    static Stream<List<String>> everyCommand() {
        return below(List.of(), CommandLines.of(session())).stream();
    }

    private static Session session() {
        var nowhere = new Console(
                new PrintStream(PrintStream.nullOutputStream()),
                new PrintStream(PrintStream.nullOutputStream()),
                Screen.none());
        return CliSessions.of(new Session.Surroundings(
                Path.of("").toAbsolutePath(), Map.of(), System.in, nowhere, Clock.systemUTC()));
    }

    private static List<List<String>> below(List<String> path, CommandLine line) {
        var found = new ArrayList<List<String>>();
        found.add(path);
        line.getSubcommands().forEach((name, child) -> {
            var longer = new ArrayList<>(path);
            longer.add(name);
            found.addAll(below(longer, child));
        });
        return found;
    }
}
