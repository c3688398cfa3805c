package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of spec/cli-init.md are what the command writes. */
class InitPageTest {
    @TempDir
    Path directory;

    private Path worked = Path.of("");
    private String out = "";

    @BeforeEach
    void init() {
        worked = InitCase.of("repos", "compose").layOut(directory);
        out = CliRun.in(worked).run("init", "--non-interactive").out();
    }

    @Test
    void theOutputIsWhatIsPrinted() throws IOException {
        String shown = page().substring(page().indexOf("wrote "), page().indexOf("```\n\nand so on"));

        assertTrue(out.startsWith(shown), out);
    }

    @Test
    void thePatchIsWhatIsWritten() throws IOException {
        String patch = Files.readString(worked.resolve("stagecraft/overlays/prod/patch.yaml"));

        assertTrue(page().contains("```yaml\n" + patch + "```\n"), patch);
    }

    private static String page() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("stagecraft.root", "..")).resolve("spec/cli-init.md"));
    }
}
