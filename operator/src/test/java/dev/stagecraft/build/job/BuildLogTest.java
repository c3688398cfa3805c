package dev.stagecraft.build.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildLogTest {
    private static final Sanitizer SECRETS = Sanitizer.of(List.of(Secret.of("hunter22-hunter22")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            BUILD_FAILED          | false | error: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2
            BUILD_FAILED          | false | error: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory
            BUILD_FAILED          | false | error: failed to solve: failed to load git source: fatal: Authentication failed, 401 Unauthorized
            BUILD_FAILED          | false | make: 401 Unauthorized
            BUILD_FAILED          | false | error: failed to solve: process "curl" did not complete successfully: 401 Unauthorized
            REGISTRY_UNAUTHORIZED | false | error: failed to solve: failed to push r.example.com/a:1: unexpected status from HEAD request: 401 Unauthorized
            REGISTRY_UNAUTHORIZED | false | error: failed to solve: failed to push: server message: insufficient_scope: authorization failed
            REGISTRY_UNAUTHORIZED | false | error: failed to solve: x: pull access denied, repository does not exist or may require authorization
            REGISTRY_UNAUTHORIZED | false | error: failed to solve: failed to authorize: failed to fetch oauth token: unexpected status: 401
            REGISTRY_UNREACHABLE  | true  | error: failed to solve: failed to do request: Head "https://r.example.com/v2/": dial tcp 10.0.0.1:443: i/o timeout
            REGISTRY_UNREACHABLE  | true  | error: failed to solve: failed to push r.example.com/a:1: 503 Service Unavailable
            PLATFORM_UNSUPPORTED  | false | error: failed to solve: alpine: no match for platform in manifest: not found
            BUILD_FAILED          | false | error: failed to solve: target stage "nothere" could not be found
            REGISTRY_UNAUTHORIZED | false | error: failed to solve: failed to push 127.0.0.1:5555/shop/api:1: unexpected status from HEAD request to http://127.0.0.1:5555/v2/shop/api/blobs/sha256:f2: 401 Unauthorized
            REGISTRY_UNREACHABLE  | true  | error: failed to solve: failed to push 127.0.0.1:5556/shop/api:1: failed to do request: Head "https://127.0.0.1:5556/v2/": dial tcp 127.0.0.1:5556: connect: connection refused
            BUILDER_NOT_AVAILABLE | true  | error: listing workers for Build: failed to list workers: Unavailable: connection error: desc = "transport: Error while dialing: dial tcp: lookup buildkitd.invalid on 10.0.0.10:53: no such host"
            BUILDER_NOT_AVAILABLE | true  | error: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF
            BUILDER_NOT_AVAILABLE | true  | could not connect to unix:///run/user/1000/buildkit/buildkitd.sock after 10 trials
            BUILDER_NOT_AVAILABLE | true  | [rootlesskit:parent] error: failed to setup UID/GID map: newuidmap 11 failed: operation not permitted
            BUILDER_NOT_AVAILABLE | true  | error: failed to get status: rpc error: code = Unavailable desc = connection error: desc = "transport: error while dialing: dial tcp: lookup buildkitd: no such host"
            """)
    void theReasonIsReadFromWhatBuildKitSaysLast(Reason reason, boolean passing, String line) {
        var failed = failure("#5 pulling", line);

        assertEquals(reason, failed.reason());
        assertEquals(passing, failed.passing());
        assertTrue(failed.message().endsWith(Sanitizer.none().clean(line)), failed::message);
    }

    @Test
    void aProgramOfAnotherPlatformIsTold() {
        var failed = failure(
                "#7 0.1 exec /bin/sh: exec format error",
                "error: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit code: 1");

        assertEquals(Reason.PLATFORM_UNSUPPORTED, failed.reason());
    }

    @Test
    void theMessageKeepsTheLastLinesAndFitsOneCleaning() {
        var failed = failure(Stream.concat(
                        IntStream.range(0, 200).mapToObj(number -> "#7 line %d ".formatted(number) + "x".repeat(40)),
                        Stream.of("error: failed to solve: the end"))
                .toArray(String[]::new));

        var cleaned = Sanitizer.none().clean(failed.message());
        assertTrue(cleaned.endsWith("error: failed to solve: the end"), cleaned);
        assertTrue(failed.message().contains("line 199"), failed::message);
        assertFalse(failed.message().contains("line 100"), failed::message);
        assertTrue(failed.message().getBytes(StandardCharsets.UTF_8).length <= Sanitizer.MAX_BYTES);
    }

    @Test
    void oneEndlessLineIsCut() {
        var failed = failure("error: failed to solve: " + "y".repeat(100_000));

        assertTrue(failed.message().endsWith("…"), failed::message);
        assertTrue(failed.message().getBytes(StandardCharsets.UTF_8).length <= Sanitizer.MAX_BYTES);
    }

    @Test
    void secretsGoBeforeAnythingIsCut() {
        for (int shift = 0; shift < 40; shift++) {
            var failed = failure("z".repeat(440 + shift) + " hunter22-hunter22 " + "y".repeat(2000));
            assertFalse(failed.message().contains("hunter"), failed::message);
        }
    }

    @Test
    void noLogIsSaid() {
        assertEquals(
                "The build failed with exit code 7; it left no log.", failure().message());
    }

    @Test
    void aSourceThatWasNotFetchedIsNoMatterOfRegistries() {
        var failed = BuildLog.unfetched(
                List.of(
                        "fatal: could not read Username for 'https://hunter22-hunter22@git.example.com': 401 Unauthorized"),
                SECRETS);

        assertEquals(Reason.BUILD_FAILED, failed.reason());
        assertTrue(failed.passing());
        assertTrue(
                failed.message().startsWith("The source was not fetched from its repository: fatal: could not read"),
                failed::message);
        assertFalse(failed.message().contains("hunter"), failed::message);
    }

    private static Failed failure(String... lines) {
        return BuildLog.failure(List.of(lines), 7, SECRETS);
    }
}
