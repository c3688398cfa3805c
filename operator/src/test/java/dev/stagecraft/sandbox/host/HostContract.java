package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostOwnedByAnother;
import dev.stagecraft.host.HostScripts;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ProjectDirectory;
import dev.stagecraft.host.RemoteFile;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every host does with files, ownership and commands, simulated or real. */
@Timeout(180)
interface HostContract {

    String STRANGER = "7d0a2f7e-0000-0000-0000-000000000000";

    HostUnderTest host();

    @Test
    default void bootstrapFindsWhatIsThereAndChangesNothing() {
        try (var session = ContractSession.open(host(), "boot")) {
            // When
            var first = session.bootstrap();
            var second = session.bootstrap();

            // Then
            assertEquals(first, second);
            assertEquals(host().compose(), first.compose());
            assertTrue(Character.isDigit(first.dockerVersion().charAt(0)), first::toString);
        }
    }

    @Test
    default void aFileArrivesByteForByteAndOnlyItsOwnerReadsIt() {
        try (var session = ContractSession.open(host(), "files")) {
            var content = new byte[70_000];
            new Random(7).nextBytes(content);
            var path = session.base() + "/deep/er/file.bin";

            // When
            session.connection().put(RemoteFile.secret(path, Secret.of(content)));
            session.connection().put(RemoteFile.secret(path, Secret.of("second\n")));

            // Then
            assertEquals(0600, host().mode(path));
            assertEquals("second\n", session.read(path));
        }
    }

    @Test
    default void aClaimHoldsAgainstOthersButNotAgainstTheRestoredResource() {
        try (var session = ContractSession.open(host(), "claim")) {
            var owner = session.owner();
            session.directory().claim();

            // Then
            session.directory().claim();
            assertEquals(Optional.of(owner), session.directory().verifyOwner());
            var other = new Owner(STRANGER, "elsewhere", owner.name(), owner.project(), owner.environment());
            var refused = assertThrows(
                    HostOwnedByAnother.class, () -> new ProjectDirectory(session.connection(), other).claim());
            assertEquals(owner, refused.owner());
            assertEquals(Optional.of(owner), session.directory().verifyOwner());

            var restored = new Owner(STRANGER, owner.namespace(), owner.name(), owner.project(), owner.environment());
            new ProjectDirectory(session.connection(), restored).claim();
            assertEquals(Optional.of(restored), session.directory().verifyOwner());
        }
    }

    @Test
    default void releasesAreWrittenMarkedListedAndPruned() {
        try (var session = ContractSession.open(host(), "prune")) {
            var directory = session.directory();
            directory.claim();
            assertEquals(List.of(), directory.releases());
            assertEquals(Optional.empty(), directory.currentRelease());
            for (var id : List.of("rel-1", "rel-2", "rel-3", "rel-4")) {
                session.write(id, ContractCompose.web("unused"));
            }

            // When
            directory.markCurrent("rel-1");
            directory.prune(2);

            // Then
            assertEquals(Optional.of("rel-1"), directory.currentRelease());
            assertEquals(List.of("rel-1", "rel-3", "rel-4"), directory.releases());
            assertEquals(Optional.of("{\"id\":\"rel-4\"}"), directory.record("rel-4"));
            assertEquals(Optional.empty(), directory.record("rel-2"));
            for (var file : List.of("compose.yaml", "env.yaml", "env.sh", "release.json")) {
                assertEquals(0600, host().mode(session.base() + "/releases/rel-4/" + file));
            }
            directory.remove();
            assertEquals(Optional.empty(), directory.verifyOwner());
        }
    }

    @Test
    default void manyCommandsShareOneConnection() throws Exception {
        try (var session = ContractSession.open(host(), "many");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            session.directory().claim();
            var reads = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> session.directory().verifyOwner()))
                    .toList();
            for (var read : reads) {
                assertEquals(Optional.of(session.owner()), read.get());
            }
        }
    }

    @Test
    default void anUnknownProgramIsAnExitCodeAndNoException() {
        try (var session = ContractSession.open(host(), "none")) {
            var result = session.connection()
                    .run(Command.of("stagecraft-no-such-program").withTimeout(Duration.ofSeconds(20)));
            assertEquals(127, result.exitCode());
        }
    }

    @Test
    default void theLimitOnOutputIsKept() {
        try (var session = ContractSession.open(host(), "limit")) {
            session.directory().claim();
            session.directory().markCurrent("rel-1");
            var read = Command.of("sh", "-c", HostScripts.READ, "stagecraft", session.base() + "/current");

            var result = session.connection().run(read.withOutputLimit(3));

            assertEquals("rel", result.stdout());
            assertTrue(result.truncated());
        }
    }

    @Test
    default void whatIsTooLongToBeHeldIsStreamedWhole() {
        try (var session = ContractSession.open(host(), "stream")) {
            var line = "a line of a long stream, number %09d\n";
            var lines = 60_000;
            var path = session.base() + "/long.txt";
            var bytes = (long) lines * line.formatted(0).length();

            // When
            var result = session.connection().send(receiving(path, bytes), out -> {
                for (var at = 0; at < lines; at++) {
                    out.write(line.formatted(at).getBytes(US_ASCII));
                }
            });

            // Then
            assertEquals(0, result.exitCode(), result::stderr);
            var read = session.connection()
                    .run(Command.of("sh", "-c", HostScripts.READ, "stagecraft", path)
                            .withOutputLimit(4 << 20));
            assertEquals(bytes, read.stdout().length());
            assertTrue(read.stdout().endsWith(line.formatted(lines - 1)));
        }
    }

    @Test
    default void aStreamWhoseSourceFailsIsToldAndLeavesNoFile() {
        try (var session = ContractSession.open(host(), "torn")) {
            var path = session.base() + "/torn.txt";

            var failed = assertThrows(
                    UncheckedIOException.class,
                    () -> session.connection().send(receiving(path, 10), out -> {
                        out.write(new byte[4]);
                        throw new IOException("the source is gone");
                    }));

            assertEquals(
                    "the source is gone",
                    java.util.Objects.requireNonNull(failed.getCause()).getMessage());
            var read = session.connection().run(Command.of("sh", "-c", HostScripts.READ, "stagecraft", path));
            assertEquals(66, read.exitCode());
        }
    }

    @Test
    default void aProgramThatReadsNothingEndsAsItLikes() {
        try (var session = ContractSession.open(host(), "deaf")) {
            var result = session.connection()
                    .send(Command.of("stagecraft-no-such-program").withTimeout(Duration.ofSeconds(20)), out -> {
                        for (var at = 0; at < 64; at++) {
                            out.write(new byte[64 << 10]);
                        }
                    });
            assertEquals(127, result.exitCode());
        }
    }

    private static Command receiving(String path, long bytes) {
        return Command.of("sh", "-c", HostScripts.PUT, "stagecraft", path, "0600", Long.toString(bytes));
    }

    @Test
    default void aReleaseThatWasNeverWrittenIsRefused() {
        try (var session = ContractSession.open(host(), "miss")) {
            var failed = assertThrows(
                    HostCommandException.class, () -> session.project().check("rel-missing"));
            assertEquals(HostCommandException.Code.COMPOSE_REJECTED, failed.code());
        }
    }
}
