package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.OneOffContainers;
import dev.stagecraft.host.OneOffRequest;
import dev.stagecraft.sandbox.host.HostUnderTest.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that run once in a container of their own, whichever Compose the host has. */
@Timeout(180)
interface OneOffContract {

    String RUN = "contract-run-1";
    List<String> WORDS = List.of("/shop", "--flag", "two words", "$HOME 'quoted'");

    HostUnderTest host();

    @Test
    default void aCommandRunsOnceHoweverOftenItIsAskedFor() throws Exception {
        try (var session = ContractSession.open(host(), "once")) {
            prepare(session, Kind.GOOD);
            var runs = runs(session);

            // When
            runs.start(request(WORDS));
            runs.start(request(WORDS));

            // Then
            var begun = runs.list();
            assertEquals(1, begun.size());
            var run = begun.getFirst();
            assertEquals(RUN, run.name());
            assertEquals("web", run.service());
            assertTrue(run.running() && run.oneOff(), run::toString);
            assertEquals("main", run.labels().get("dev.stagecraft.database"));
            assertTrue(
                    session.environment(run).contains("DATABASE_URL=postgres://u:p@db/$x"), "as the services get it");
            assertTrue(session.environment(run).contains("OCCASION=a 'b' $c"), "and what is given beside that");

            // When
            runs.await(run.id(), Duration.ofSeconds(1));
            assertTrue(runs.list().getFirst().running(), "its end is waited for, not made");
            stop(session);
            runs.await(run.id(), Duration.ofSeconds(20));
            runs.start(request(WORDS));

            // Then
            var ended = runs.list();
            assertEquals(List.of(run.id()), Container.ids(ended));
            assertEquals(Container.State.EXITED, ended.getFirst().state());
            assertTrue(run.finishedAt().isEmpty(), "it was running");
            var took = Duration.between(
                    ended.getFirst().startedAt().orElseThrow(),
                    ended.getFirst().finishedAt().orElseThrow());
            assertTrue(took.isPositive(), took::toString);
        }
    }

    @Test
    default void aCommandThatIsStoppedStaysAsItEnded() {
        try (var session = ContractSession.open(host(), "oncestop")) {
            prepare(session, Kind.GOOD);
            var runs = runs(session);
            runs.start(request(WORDS));
            var run = runs.list().getFirst();

            // When
            runs.stop(run, Duration.ofSeconds(1));
            runs.stop(run, Duration.ofSeconds(1));

            // Then
            assertEquals(Container.State.EXITED, runs.list().getFirst().state());
            runs.remove(run);
            runs.stop(run, Duration.ofSeconds(1));
            assertEquals(List.of(), runs.list());
        }
    }

    @Test
    default void aCommandThatFailsIsNotStartedAgainByAnybody() {
        try (var session = ContractSession.open(host(), "oncefail")) {
            prepare(session, Kind.CRASHING);
            var runs = runs(session);

            // When
            runs.start(request(WORDS));
            var run = runs.list().getFirst();
            runs.await(run.id(), Duration.ofSeconds(20));
            runs.await("nobody", Duration.ofSeconds(1));

            // Then
            var ended = runs.list().getFirst();
            assertEquals(Container.State.EXITED, ended.state());
            assertNotEquals(0, ended.exitCode());
            assertEquals(0, ended.restarts());
            assertTrue(!runs.tail(run.id(), 5).isBlank(), "its last words");

            // When
            runs.remove(ended);
            assertEquals(List.of(), runs.list());

            // Then
            assertFalse(runs.start(request(WORDS)), "what is gone is not begun again on the same occasion");
            assertEquals(List.of(), runs.list());
            assertTrue(runs.start(request("another occasion", WORDS)));
            assertNotEquals(run.id(), runs.list().getFirst().id());
        }
    }

    @Test
    default void aContainerThatWasOnlyMadeIsMadeAnew() {
        try (var session = ContractSession.open(host(), "oncemade")) {
            prepare(session, Kind.GOOD);
            session.project().pull("rel-1", List.of("web"), Optional.empty());
            var runs = runs(session);
            var made = session.connection()
                    .run(Command.of(
                            "docker",
                            "create",
                            "--name",
                            RUN,
                            "--label",
                            "com.docker.compose.project=" + session.owner().composeProject(),
                            "--label",
                            "com.docker.compose.oneoff=True",
                            "--label",
                            "dev.stagecraft.owner=uid-1",
                            host().image("web", Kind.GOOD)));
            assertEquals(0, made.exitCode(), made::stderr);
            assertEquals(List.of(), runs.list());

            // When
            runs.start(request(WORDS));

            // Then
            var begun = runs.list();
            assertEquals(1, begun.size());
            assertTrue(begun.getFirst().running());
            assertNotEquals(made.stdout().strip(), begun.getFirst().id());
            assertEquals("main", begun.getFirst().labels().get("dev.stagecraft.database"));
        }
    }

    @Test
    default void aReleaseBesideItLeavesItAlone() {
        try (var session = ContractSession.open(host(), "oncebeside")) {
            prepare(session, Kind.GOOD);
            var runs = runs(session);
            runs.start(request(WORDS));
            var run = runs.list().getFirst();

            // When
            session.project().up("rel-1", List.of("web"), ContractSession.DRAIN);
            session.project().scaleUp("rel-1", "web", 2);

            // Then
            assertEquals(List.of(run.id()), Container.ids(runs.list()));
            assertTrue(runs.list().getFirst().running());
            assertEquals(
                    2,
                    session.project().containers().stream()
                            .filter(container -> !container.oneOff() && container.running())
                            .count());
        }
    }

    @Test
    default void aServiceThatTheFileDoesNotHaveIsRefused() {
        try (var session = ContractSession.open(host(), "oncenone")) {
            prepare(session, Kind.GOOD);

            var request = OneOffRequest.of("rel-1", RUN, "rel-1", "nobody", Map.of(), WORDS);
            var refused =
                    assertThrows(HostCommandException.class, () -> runs(session).start(request));

            assertTrue(String.valueOf(refused.getMessage()).contains(RUN), refused::getMessage);
            assertEquals(List.of(), runs(session).list());
        }
    }

    private void prepare(ContractSession session, Kind kind) {
        session.directory().claim();
        var compose = ContractCompose.web(host().image("web", kind)) + "    restart: always\n";
        var environment = Map.of("DATABASE_URL", "postgres://u:p@db/$x");
        session.write("rel-1", compose, ContractText.override("web", environment), "");
    }

    private OneOffContainers runs(ContractSession session) {
        return new OneOffContainers(session.connection(), host().compose(), session.owner());
    }

    private static OneOffRequest request(List<String> command) {
        return request("rel-1 'it''s'", command);
    }

    private static OneOffRequest request(String occasion, List<String> command) {
        return OneOffRequest.of("rel-1", RUN, occasion, "web", Map.of("dev.stagecraft.database", "main"), command)
                .with(Map.of("OCCASION", "a 'b' $c"));
    }

    private static void stop(ContractSession session) {
        var stopped = session.connection().run(Command.of("docker", "stop", "-t", "2", RUN));
        assertEquals(0, stopped.exitCode(), stopped::stderr);
    }
}
