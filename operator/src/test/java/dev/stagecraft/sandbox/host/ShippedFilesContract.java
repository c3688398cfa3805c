package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.host.ReleaseFiles;
import dev.stagecraft.sandbox.host.HostUnderTest.Kind;
import dev.stagecraft.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a release ships, on hosts whose engine knows what a container mounts: real ones. */
@Timeout(180)
interface ShippedFilesContract {
    HostUnderTest host();

    private void write(ContractSession session, String release, String directory) {
        session.directory()
                .write(new ReleaseFiles(
                        release,
                        ContractCompose.web(host().image("web", Kind.GOOD))
                                + "    volumes: ['./files/%s:/d']\n".formatted(directory),
                        Secret.of("services: {web: {environment: {}}}\n"),
                        Secret.of(""),
                        "{}",
                        List.of(new ShippedFile(directory, "sub/a", Secret.of("of " + directory), false, false))));
    }

    private static void leaveOnly(ContractSession session, String release) {
        session.directory().markCurrent(release);
        session.directory().prune(1);
    }

    private static int shell(ContractSession session, String script, String path) {
        return session.connection()
                .run(Command.of("sh", "-c", script, "stagecraft", path))
                .exitCode();
    }

    @Test
    default void whatAContainerMountsStaysUntilItIsGone() {
        try (var session = ContractSession.open(host(), "shipped")) {
            session.directory().claim();
            write(session, "rel-1", "d1");
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);
            write(session, "rel-2", "d2");

            leaveOnly(session, "rel-2");

            assertEquals("of d1", session.read(session.base() + "/files/d1/sub/a"));
            assertEquals("of d2", session.read(session.base() + "/files/d2/sub/a"));
            assertEquals(0755, host().mode(session.base() + "/files/d1/sub"));
            session.project().stopAndRemove(session.project().containers(), ContractSession.DRAIN);
            write(session, "rel-3", "d2");
            leaveOnly(session, "rel-3");
            assertNotEquals(0, shell(session, "[ -e \"$1\" ]", session.base() + "/files/d1"));
        }
    }

    @Test
    default void linksThatAContainerPutsInTheWayAreNotFollowed() {
        try (var session = ContractSession.open(host(), "links")) {
            var elsewhere = session.base() + "/elsewhere";
            session.directory().claim();
            write(session, "rel-1", "d1");
            var sub = session.base() + "/files/d1/sub";
            assertEquals(0, shell(session, "mkdir \"$1\"", elsewhere));
            assertEquals(0, shell(session, "rm -r \"$1\" && ln -s ../../elsewhere \"$1\"", sub));

            write(session, "rel-2", "d1");

            assertTrue(shell(session, "[ -e \"$1/a\" ]", elsewhere) != 0, "root wrote through the link");
        }
    }
}
