package dev.stagecraft.cli.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.FakeCluster;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watched status ends when there is nothing more to see, or nobody to see it. */
@Timeout(20)
class StatusWatchTest {
    private final FakeCluster cluster = FakeCluster.of("{version: v1}", "{}");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private int follow(OutputStream out) {
        var shop = cluster.find("prod", "shop").orElseThrow();
        cluster.delete("prod", "shop", false);
        var console = new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), Screen.none());
        var surroundings = new Session.Surroundings(
                directory,
                Map.of("HOME", directory.toString()),
                InputStream.nullInputStream(),
                console,
                Clock.systemUTC());
        try (var session = new Session(surroundings, _ -> cluster.world())) {
            return new StatusWatch(session, Optional.empty()).follow(shop);
        }
    }

    @Test
    void whatIsGoneBeforeItCanBeWatchedIsGone() {
        cluster.goneAtOnce();

        assertEquals(0, follow(OutputStream.nullOutputStream()));

        assertEquals("shop is gone.\n", err.toString(UTF_8));
    }

    @Test
    void aReaderWhoHasSeenEnoughEndsIt() {
        assertEquals(0, follow(new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        }));

        assertEquals("", err.toString(UTF_8));
    }
}
