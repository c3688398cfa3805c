package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which environments get an overlay. */
class InitEnvironmentsTest {
    @TempDir
    Path directory;

    @Test
    void theEnvironmentThatIsWorkedOnIsTheOneThatIsWritten() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        CliRun.in(worked).run("init", "--non-interactive", "--env", "stage");

        assertEquals(List.of("stage"), overlays(worked));
    }

    @Test
    void composeFilesOfEnvironmentsCountForMore() {
        Path worked = InitCase.of("repos", "compose").layOut(directory);

        CliRun.in(worked).run("init", "--non-interactive", "--env", "prod");

        assertEquals(List.of("prod", "staging"), overlays(worked));
    }

    @Test
    void whatAnOptionSaysCountsForMost() {
        Path worked = InitCase.of("repos", "compose").layOut(directory);

        CliRun.in(worked).run("init", "--non-interactive", "--env", "prod", "--environments", "other");

        assertEquals(List.of("other"), overlays(worked));
    }

    @Test
    void aConfigurationThatNamesEnvironmentsNeedsNoOther() {
        Path worked = InitCase.of("from", "generic").layOut(directory);

        var result = CliRun.in(worked).run("init", "--from", "stagecraft.yml", "--env", "Pre_Prod");

        assertAll(
                () -> assertEquals(0, result.exitCode(), result.text()),
                () -> assertTrue(overlays(worked).stream().noneMatch(name -> name.startsWith("pre"))));
    }

    private static List<String> overlays(Path worked) {
        Stream<String> paths = InitCase.files(worked).keySet().stream();
        return paths.filter(path -> path.matches("stagecraft/overlays/[^/]+/patch.yaml"))
                .map(path -> path.split("/")[2])
                .toList();
    }
}
