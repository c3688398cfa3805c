package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One host that is not as it should be, beside one that is. */
@Timeout(120)
class HostFaultsIT {
    private static final HostShop STAGE = new HostShop("hostfaults");
    private static final String OWNER = "/var/lib/stagecraft/shop-prod/owner.json";

    @TempDir
    Path directory;

    @BeforeAll
    static void release() {
        STAGE.release();
    }

    @AfterAll
    static void close() {
        STAGE.close();
    }

    private void golden(String name, String... args) {
        var cli = STAGE.cli(directory);
        cli.golden("host/" + name, cli.run(args), STAGE.replaced());
    }

    private static void marked(String marker, Runnable work) {
        var files = STAGE.hosts().host("app-1").files();
        var before = files.read(OWNER).orElseThrow();
        files.write(OWNER, marker.getBytes(UTF_8), before.mode());
        try {
            work.run();
        } finally {
            files.write(OWNER, before.content().revealBytes(), before.mode());
        }
    }

    @Test
    void aHostWithABrokenMarkerIsToldAndTheOthersAreRead() {
        marked("", () -> {
            golden("broken-logs", "logs", "web");
            golden("broken-logs-host", "logs", "web", "--host", "app-1");
            golden("broken-probe", "hosts", "--probe");
            golden("broken-exec", "exec", "web", "--", "echo", "other");
            golden("broken-follow", "logs", "web", "-f", "--host", "app-1");
        });
    }

    @Test
    void aHostOfAnotherResourceIsToldAndPassedOver() {
        marked(
                "{\"namespace\": \"other\", \"name\": \"blog\", \"uid\": \"u\", \"project\": \"shop\","
                        + " \"environment\": \"prod\"}",
                () -> {
                    golden("taken-exec", "exec", "web", "--", "echo", "other");
                    golden("taken-exec-host", "exec", "web", "--host", "app-1", "--", "echo", "other");
                });
    }

    @Test
    void anEngineThatTellsTheTimesOfItsOwnZoneIsReadAsAnyOther() {
        STAGE.hosts().host("app-1").engine().logs().zone(ZoneOffset.ofHours(-3));
        try {
            golden("logs", "logs", "web");
            golden("logs-since", "logs", "web", "--since", "2100-01-01T00:00:00Z");
        } finally {
            STAGE.hosts().host("app-1").engine().logs().zone(ZoneOffset.UTC);
        }
    }

    @Test
    void linesWithoutATimeAreNotLeftOutInSilence() {
        STAGE.say("app-2", "timed\nuntimed");

        golden("logs-untimed", "logs", "chat", "--host", "app-2", "--tail", "1");
    }

    @Test
    void aBrokenHostDoesNotEndWhatIsFollowedOnAnother() {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        marked("", () -> {
            int before = STAGE.followed("app-2");
            var following = Thread.ofPlatform()
                    .start(() -> STAGE.run(directory, out, err, "logs", "chat", "-f", "--tail", "0"));
            try {
                await("app-2 is followed", () -> STAGE.followed("app-2") > before);
                await("app-1 is told of", () -> err.toString(UTF_8).contains("is not an owner marker"));
                STAGE.say("app-2", "goes on");
                await("it is read", () -> out.toString(UTF_8).contains("app-2 | goes on\n"));
            } finally {
                following.interrupt();
                join(following);
            }
        });
    }

    /** Takes what is written up to a line, and then nobody reads it any more. */
    private static final class Head extends FilterOutputStream {
        private final String last;
        private boolean gone;

        Head(String last) {
            super(new ByteArrayOutputStream());
            this.last = last;
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) throws IOException {
            if (gone) {
                throw new IOException("Broken pipe");
            }
            gone = new String(bytes, from, length, UTF_8).contains(last);
            out.write(bytes, from, length);
        }
    }

    @Test
    void aFollowedLogThatNobodyReadsAnyMoreEndsAlsoWhereAHostIsQuiet() throws Exception {
        int first = STAGE.followed("app-1");
        int second = STAGE.followed("app-2");
        var ended = new CompletableFuture<Integer>();
        var err = new ByteArrayOutputStream();
        var following = Thread.ofPlatform()
                .start(() -> ended.complete(
                        STAGE.run(directory, new Head("the last"), err, "logs", "chat", "-f", "--tail", "0")));
        try {
            await("app-1 is followed", () -> STAGE.followed("app-1") > first);
            await("app-2 is followed", () -> STAGE.followed("app-2") > second);
            STAGE.say("app-2", "the last");
            STAGE.say("app-2", "one too many");

            assertEquals(0, ended.get(30, TimeUnit.SECONDS));
            assertEquals("", err.toString(UTF_8));
        } finally {
            following.interrupt();
            join(following);
        }
    }

    @Test
    void wordsThatAreTooLongForAHostAreToldAsSuch() {
        var result = STAGE.cli(directory).run("ssh", "app-1", "--", "rm", "x".repeat(140_000));

        assertEquals(1, result.exitCode());
        assertEquals(
                "error: The command 'rm' is longer than 131071 bytes; send the data on standard input instead.\n",
                result.err());
        assertTrue(result.out().isEmpty());
    }

    private static void await(String what, Callable<Boolean> seen) {
        Awaitility.await(what).atMost(Duration.ofSeconds(30)).until(seen);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
