package dev.stagecraft.cli.dev.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several runs with one hosts file; what is written is in {@link HostsBlockTest}. */
@Timeout(60)
class HostsFileTest {
    private static final String MACHINE = "127.0.0.1 localhost\n";
    private static final int TIMES = 300;

    @TempDir
    Path directory;

    /** One run of another project, as a process of its own. */
    static final class Run {
        private Run() {}

        public static void main(String[] args) throws IOException {
            var hosts = new HostsFile(Path.of(args[0]), args[1]);
            for (int i = 0; i < TIMES; i++) {
                hosts.add(List.of(args[1] + ".test"));
                hosts.remove();
            }
            hosts.add(List.of(args[1] + ".test"));
        }
    }

    @Test
    void runsAtTheSameTimeKeepTheLinesOfOneAnother() throws Exception {
        var file = Files.writeString(directory.resolve("hosts"), MACHINE);
        var runs = new ArrayList<Process>();
        for (var project : List.of("a", "b", "c")) {
            runs.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Run.class.getName(),
                            file.toString(),
                            project)
                    .inheritIO()
                    .start());
        }
        for (var run : runs) {
            assertEquals(0, run.waitFor());
        }

        assertEquals(
                List.of(
                        "# BEGIN stagecraft dev a",
                        "# BEGIN stagecraft dev b",
                        "# BEGIN stagecraft dev c",
                        "# END stagecraft dev a",
                        "# END stagecraft dev b",
                        "# END stagecraft dev c",
                        "127.0.0.1 a.test",
                        "127.0.0.1 b.test",
                        "127.0.0.1 c.test",
                        "127.0.0.1 localhost"),
                Files.readAllLines(file).stream().sorted().toList());
    }

    @Test
    void aFileThatIsNotThereIsMadeOnlyForNames() throws IOException {
        var hosts = new HostsFile(directory.resolve("hosts"), "shop");

        hosts.remove();
        assertFalse(Files.exists(hosts.path()));
        hosts.add(List.of("shop.test"));

        assertEquals(
                "# BEGIN stagecraft dev shop\n127.0.0.1 shop.test\n# END stagecraft dev shop\n",
                Files.readString(hosts.path()));
    }
}
