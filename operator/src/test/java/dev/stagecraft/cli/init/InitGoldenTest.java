package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of the directories {@code repos} and {@code from}, byte for byte. */
class InitGoldenTest {
    @TempDir
    Path directory;

    static Stream<InitCase> cases() {
        return Stream.of("repos", "from").flatMap(InitCase::all);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsWrittenAndSaidIsWhatStandsInTheTree(InitCase each) {
        Path worked = each.layOut(directory);
        var before = InitCase.files(worked);
        var run = CliRun.in(worked);

        var result = run.run(each.args());

        each.assertOutput(run, result);
        each.assertTree(worked, before);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSecondRunRefusesAndChangesNothing(InitCase each) {
        Path worked = each.layOut(directory);
        var run = CliRun.in(worked);
        int first = run.run(each.args()).exitCode();
        var written = InitCase.files(worked);

        var second = run.run(each.args());

        assertAll(
                () -> assertEquals(1, second.exitCode(), second.text()),
                () -> assertEquals("", second.out()),
                () -> assertTrue(first == 1 || second.err().contains("--force"), second.err()),
                () -> assertEquals(written, InitCase.files(worked)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noSecretOfTheDirectoryIsWrittenOrSaid(InitCase each) {
        Path worked = each.layOut(directory);
        var before = InitCase.files(worked);
        var result = CliRun.in(worked).run(each.args());

        var written = InitCase.files(worked);
        written.keySet().removeAll(before.keySet());

        assertFalse(result.text().contains("sentinel"), result.text());
        assertFalse(written.toString().contains("sentinel"), written.toString());
    }
}
