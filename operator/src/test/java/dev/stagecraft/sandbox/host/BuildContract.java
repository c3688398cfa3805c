package dev.stagecraft.sandbox.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.host.RemoteFile;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every builder host does, simulated or real. */
@Timeout(180)
interface BuildContract {
    String SENTINEL = "s3ntinel-Zq9-token";

    BuilderUnderTest builder();

    @Test
    default void anImageIsBuiltPushedAndNothingIsLeft() {
        try (var session = BuildSession.open(builder(), "whole")) {
            var image = builder().open("whole");
            var request = session.request(
                            image,
                            Map.of(
                                    "app/Dockerfile",
                                    """
                            FROM %s
                            ARG GREETING
                            COPY . /app
                            RUN --mount=type=secret,id=token test "$(busybox wc -c < /run/secrets/token)" = %d
                            RUN test "$GREETING" = "it's \\"me\\"" && test -e /app/kept && test ! -e /app/ignored
                            """.formatted(builder().base(), SENTINEL.length()),
                                    "app/.dockerignore",
                                    "ignored\n",
                                    "app/ignored",
                                    "x",
                                    "app/kept",
                                    "y"))
                    .with(session.dockerfile(
                            "app",
                            "app/Dockerfile",
                            Map.of("GREETING", "it's \"me\"", "PATH", "/bin:/usr/bin"),
                            "token"))
                    .secret("token", Secret.of(SENTINEL));

            // When
            var outcome = request.advance();

            // Then
            assertEquals(new Built(), outcome);
            assertEquals("contract", builder().labels(image).orElseThrow().get("dev.stagecraft.release"));
            assertFalse(builder().everythingOf(image).contains(SENTINEL), "the secret is in the image");
            session.nothingIsLeft();
        }
    }

    @Test
    default void theSameContextGivesTheSameImageAgain() {
        try (var session = BuildSession.open(builder(), "cache")) {
            var image = builder().open("cache");
            var lines = "FROM %s\nCOPY . /app\nRUN cat /proc/sys/kernel/random/uuid > /id\n"
                    .formatted(builder().base());
            var request = session.request(image, Map.of("Dockerfile", lines, "file", "one"));
            assertEquals(new Built(), request.advance());
            var first = builder().digest(image).orElseThrow();

            // When
            assertEquals(new Built(), request.advance());
            var again = builder().digest(image).orElseThrow();
            assertEquals(
                    new Built(),
                    session.request(image, Map.of("Dockerfile", lines, "file", "two"))
                            .advance());

            // Then
            assertEquals(first, again);
            assertNotEquals(first, builder().digest(image).orElseThrow());
        }
    }

    @Test
    default void aStepThatFailsIsToldWithItsLastLines() {
        try (var session = BuildSession.open(builder(), "step")) {
            var image = builder().open("step");
            var request = session.request(
                            image,
                            Map.of(
                                    "Dockerfile",
                                    "FROM %s\nRUN echo %s; echo connection refused; exit 7\n"
                                            .formatted(builder().base(), SENTINEL)))
                    .secret("token", Secret.of(SENTINEL));

            var failed = session.failed(request.advance(), Reason.BUILD_FAILED, false);

            assertTrue(failed.message().contains("exit code: 7"), failed::message);
            assertTrue(failed.message().contains("connection refused"), failed::message);
            assertFalse(failed.message().contains(SENTINEL), failed::message);
            assertEquals(Optional.empty(), builder().digest(image));
            session.nothingIsLeft();
        }
    }

    @Test
    default void aBaseThatIsNotThereIsAFailedBuild() {
        try (var session = BuildSession.open(builder(), "base")) {
            var image = builder().open("base");
            var lines = "FROM %s\nRUN exit 0\n".formatted(builder().open("no-such-base"));

            session.failed(session.request(image, Map.of("Dockerfile", lines)).advance(), Reason.BUILD_FAILED, false);
        }
    }

    @Test
    default void aDockerfileOutsideTheContextBringsItsOwnIgnoreFile() {
        try (var session = BuildSession.open(builder(), "outside")) {
            var image = builder().open("outside");
            var request = session.request(
                            image,
                            Map.of(
                                    "docker/web.Dockerfile",
                                    "FROM %s\nCOPY . /app\nRUN test -e /app/kept && test ! -e /app/ignored\n"
                                            .formatted(builder().base()),
                                    "docker/web.Dockerfile.dockerignore",
                                    "ignored\n",
                                    "app/kept",
                                    "x",
                                    "app/ignored",
                                    "y"))
                    .with(session.dockerfile("app", "docker/web.Dockerfile", Map.of()));

            assertEquals(new Built(), request.advance());
            assertTrue(builder().digest(image).isPresent());
        }
    }

    @Test
    default void aRegistryThatWantsALoginGetsItAndKeepsOthersOut() {
        try (var session = BuildSession.open(builder(), "login")) {
            var image = builder().guarded("login");
            var request = session.request(
                    image, Map.of("Dockerfile", "FROM %s\n".formatted(builder().base())));

            // When
            var refused = request.advance();
            var wrong = request.login(builder().pushLogin("wrong")).advance();

            // Then
            session.failed(refused, Reason.REGISTRY_UNAUTHORIZED, false);
            session.failed(wrong, Reason.REGISTRY_UNAUTHORIZED, false);
            assertEquals(
                    new Built(), request.login(builder().pushLogin("right")).advance());
            assertTrue(builder().digest(image).isPresent());
            session.nothingIsLeft();
            assertEquals(
                    List.of(),
                    builder().names("/root/.docker").stream()
                            .filter(name -> name.equals("config.json"))
                            .toList());
        }
    }

    @Test
    default void aRegistryThatDoesNotAnswerIsTriedAgain() {
        try (var session = BuildSession.open(builder(), "nowhere")) {
            var lines = "FROM %s\n".formatted(builder().base());
            var request = session.request(builder().nowhere("web"), Map.of("Dockerfile", lines));

            session.failed(request.advance(), Reason.REGISTRY_UNREACHABLE, true);
        }
    }

    @Test
    default void anImageThatTurnsOutToBeForAnotherPlatformIsNotPushed() {
        try (var session = BuildSession.open(builder(), "arm")) {
            var image = builder().open("arm");
            var lines = "FROM %s\nCOPY . /app\n".formatted(builder().base());
            var request = session.request(image, Map.of("app/main", "x"))
                    .with(session.program(builder().program(), lines))
                    .secret("TOKEN", Secret.of(SENTINEL))
                    .platforms("linux/arm64");

            var failed = session.failed(request.advance(), Reason.PLATFORM_UNSUPPORTED, false);

            assertTrue(failed.message().contains("made for linux/amd64 and not for linux/arm64"), failed::message);
            assertEquals(Optional.empty(), builder().digest(image));
        }
    }

    @Test
    default void programsOfAnotherProcessorDoNotRunInABuild() {
        try (var session = BuildSession.open(builder(), "foreign")) {
            var lines = "FROM %s\nRUN echo x\n".formatted(builder().foreign());
            var request = session.request(builder().open("foreign"), Map.of("Dockerfile", lines));

            var failed = session.failed(request.platforms("linux/arm64").advance(), Reason.PLATFORM_UNSUPPORTED, false);

            assertTrue(failed.message().contains("builds linux/amd64"), failed::message);
            session.failed(request.advance(), Reason.BUILD_FAILED, false);
        }
    }

    @Test
    default void oneImageIsBuiltOnceAtATimeUntilItIsCancelledAndNoSecretIsAmongTheWords() throws Exception {
        try (var session = BuildSession.open(builder(), "busy");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var image = builder().guarded("busy");
            var lines =
                    "FROM %s\nARG GREETING\nRUN sleep 60\n".formatted(builder().base());
            var request = session.request(image, Map.of("Dockerfile", lines))
                    .with(session.dockerfile("", "Dockerfile", Map.of("GREETING", SENTINEL), "token"))
                    .secret("token", Secret.of(SENTINEL))
                    .login(builder().pushLogin("right"));
            var first = threads.submit(request::advance);
            await().atMost(Duration.ofSeconds(60)).until(builder()::underWay);
            assertInstanceOf(BuildOutcome.Building.class, request.advance());
            var words = String.join("\n", builder().words());
            var other = session.request(
                    builder().open("beside"),
                    Map.of("Dockerfile", "FROM %s\n".formatted(builder().base())));
            assertEquals(new Built(), other.advance(), "another image meanwhile");

            // When
            request.cancel();

            // Then
            session.failed(first.get(), Reason.BUILD_EVICTED, true);
            words = words + String.join("\n", builder().words());
            assertFalse(words.contains(SENTINEL), "a secret or an argument is among the words of a command");
            assertFalse(words.contains(builder().pushLogin("right").reveal()), "the login is");
            session.nothingIsLeft();
            request.cancel();
        }
    }

    @Test
    default void aBuildThatTakesTooLongIsEndedOnTheHost() {
        try (var session = BuildSession.open(builder(), "slow")) {
            var image = builder().open("slow");
            var lines = "FROM %s\nRUN sleep 60\n".formatted(builder().base());
            var request = session.request(image, Map.of("Dockerfile", lines)).timeout(Duration.ofSeconds(4));

            session.failed(request.advance(), Reason.BUILD_TIMEOUT, false);

            session.nothingIsLeft();
        }
    }

    @Test
    default void whatACrashLeftIsRemovedByTheNextBuild() {
        try (var session = BuildSession.open(builder(), "crash")) {
            session.connection()
                    .put(RemoteFile.secret(session.builds() + "/other-build-1/secrets/token", Secret.of(SENTINEL)));
            var image = builder().open("crash");
            session.connection()
                    .put(RemoteFile.secret(session.builds() + "/crash-build-1/docker/config.json", Secret.of("{}")));

            var lines = "FROM %s\n".formatted(builder().base());
            assertEquals(
                    new Built(),
                    session.request(image, Map.of("Dockerfile", lines)).advance());

            session.nothingIsLeft();
        }
    }

    @Test
    default void secretsAreTakenElsewhereBeforeAnythingIsBuilt() {
        try (var session = BuildSession.open(builder(), "pushes")) {
            var image = builder().open("pushes");
            var value = SENTINEL + " 'x' $HOME\n";
            var request = session.request(
                            image,
                            Map.of(
                                    "app/Dockerfile",
                                    "FROM %s\n".formatted(builder().base()),
                                    "app/main",
                                    value))
                    .with(session.dockerfile("app", "app/Dockerfile", Map.of()));
            var same = new SecretPush("SAME", List.of("cmp", "-", "main"), Secret.of(value));
            var other = new SecretPush("OTHER", List.of("cmp", "-", "main"), Secret.of("other"));
            var loud = new SecretPush("LOUD", List.of("sh", "-c", "cat; exit 3"), Secret.of(SENTINEL));

            // When
            var refused = session.failed(request.pushes(same, other).advance(), Reason.SECRET_SYNC_FAILED, false);
            var told = session.failed(request.pushes(same, loud, same).advance(), Reason.SECRET_SYNC_FAILED, false);

            // Then
            assertTrue(refused.message().contains("That was OTHER"), refused::message);
            assertTrue(told.message().contains("That was LOUD"), told::message);
            assertFalse(told.message().contains(SENTINEL), told::message);
            assertEquals(Optional.empty(), builder().digest(image));
            session.nothingIsLeft();
            assertEquals(new Built(), request.pushes(same, same).advance());
            assertTrue(builder().digest(image).isPresent());
            session.nothingIsLeft();
        }
    }

    @Test
    default void aProgramOfTheHostBuildsWithItsFilesAndSecrets() {
        try (var session = BuildSession.open(builder(), "program")) {
            var image = builder().open("program");
            var request = session.request(image, Map.of("app/main", "x"))
                    .with(session.program(
                            builder().program(),
                            "FROM %s\nCOPY . /app\n".formatted(builder().base())))
                    .secret("TOKEN", Secret.of(SENTINEL));

            assertEquals(new Built(), request.advance());
            assertTrue(builder().digest(image).isPresent());
            session.nothingIsLeft();

            var absent = request.with(session.program("stagecraft-no-such-builder", ""));
            var failed = assertInstanceOf(Failed.class, absent.advance());
            assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
            assertFalse(failed.passing());
        }
    }
}
