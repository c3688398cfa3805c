package dev.stagecraft.build.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.host.BuildEnd;
import dev.stagecraft.host.BuildEnd.Kind;
import dev.stagecraft.host.Readiness;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingsTest {
    private final Endings endings =
            new Endings("build-1 (192.0.2.7:22)", Requests.dockerfile(Map.of("Dockerfile", "FROM x")));

    /** What real engines say, old and new. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BUILD_FAILED | executor failed running [/bin/sh -c npm ci]: exit code: 1 | BUILD_FAILED | false
            BUILD_FAILED | ERROR: failed to solve: process "/bin/sh -c curl: connection refused" did not complete successfully: exit code: 7 | BUILD_FAILED | false
            BUILD_FAILED | failed to solve with frontend dockerfile.v0: failed to create LLB definition: dockerfile parse error line 2: unknown instruction: FOO | BUILD_FAILED | false
            BUILD_FAILED | failed to solve with frontend dockerfile.v0: failed to create LLB definition: r.example.com/base:1: not found | BUILD_FAILED | false
            BUILD_FAILED | ERROR: failed to solve: failed to do request: Head "https://r.example.com/v2/x/manifests/1": dial tcp 192.0.2.1:443: connect: connection refused | REGISTRY_UNREACHABLE | true
            BUILD_FAILED | ERROR: failed to solve: r.example.com/x: failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized | REGISTRY_UNAUTHORIZED | false
            BUILD_FAILED | ERROR: failed to solve: r.example.com/base:1: no match for platform in manifest: not found | PLATFORM_UNSUPPORTED | false
            BUILD_FAILED | write /var/lib/docker/overlay2/x: no space left on device | BUILDER_NOT_AVAILABLE | false
            BUILD_FAILED | executor failed running [/bin/sh -c dd]: dd: No space left on device: exit code: 1 | BUILDER_NOT_AVAILABLE | false
            BUILD_FAILED | ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? | BUILDER_NOT_AVAILABLE | true
            BUILD_FAILED | error during connect: Post "http://docker/build": EOF | BUILDER_NOT_AVAILABLE | true
            PUSH_FAILED | unauthorized: authentication required | REGISTRY_UNAUTHORIZED | false
            PUSH_FAILED | no basic auth credentials | REGISTRY_UNAUTHORIZED | false
            PUSH_FAILED | denied: requested access to the resource is denied | REGISTRY_UNAUTHORIZED | false
            PUSH_FAILED | Get "https://r.example.com/v2/": dial tcp: lookup r.example.com: no such host | REGISTRY_UNREACHABLE | true
            PUSH_FAILED | received unexpected HTTP status: 503 Service Unavailable | REGISTRY_UNREACHABLE | true
            PUSH_FAILED | name unknown: repository name not known to registry | BUILD_FAILED | true
            PUSH_FAILED | write /tmp/x: no space left on device | BUILDER_NOT_AVAILABLE | false
            HOST_FAILED | mkdir: cannot create directory: No space left on device | BUILDER_NOT_AVAILABLE | false
            HOST_FAILED | sh: 1: flock: not found | BUILDER_NOT_AVAILABLE | true
            SECRET_NOT_TAKEN | fatal: not logged in | SECRET_SYNC_FAILED | false
            CUT_OFF | the content was cut off on its way | BUILDER_NOT_AVAILABLE | true
            TIME_UP | #5 0.1 waiting | BUILD_TIMEOUT | false
            ENDED | | BUILD_EVICTED | true
            OTHER_PLATFORM | linux/arm64 | PLATFORM_UNSUPPORTED | false
            """)
    void everyEndHasItsReason(Kind kind, String said, Reason reason, boolean passing) {
        var failed = failed(endings.of(new BuildEnd(kind, said == null ? "" : said), "linux/amd64"));

        assertEquals(reason, failed.reason(), failed::message);
        assertEquals(passing, failed.passing(), failed::message);
    }

    @Test
    void refusedAndUnknownLoginsAreToldApart() {
        var denied = failed(endings.of(new BuildEnd(Kind.PUSH_FAILED, "denied: no"), "linux/amd64"));
        var unknown = failed(endings.of(new BuildEnd(Kind.PUSH_FAILED, "unauthorized: no"), "linux/amd64"));

        assertTrue(denied.message().contains("does not let it push"), denied::message);
        assertTrue(unknown.message().contains("registrySecretRef"), unknown::message);
    }

    @Test
    void aProgramThatCannotStartIsABuilderOfAnotherPlatformOnlyWhereAnotherOneWasAskedFor() {
        var end = new BuildEnd(Kind.BUILD_FAILED, "exec /bin/sh: exec format error\nexit code: 255");

        assertEquals(Reason.BUILD_FAILED, failed(endings.of(end, "linux/amd64")).reason());
        assertEquals(
                Reason.PLATFORM_UNSUPPORTED,
                failed(endings.of(end, "linux/arm64")).reason());
    }

    @Test
    void whatMustBeInstalledIsNamed() {
        for (var part : Readiness.Part.values()) {
            var failed = endings.missing(part);
            assertEquals(Reason.BUILDER_NOT_AVAILABLE, failed.reason());
            assertTrue(failed.message().contains("Install"), failed::message);
        }
    }

    @Test
    void theRestIsNoFailure() {
        assertEquals(new BuildOutcome.Built(), endings.of(new BuildEnd(Kind.PUSHED, ""), "linux/amd64"));
        assertInstanceOf(BuildOutcome.Building.class, endings.of(new BuildEnd(Kind.BUSY, ""), "linux/amd64"));
    }

    private static Failed failed(BuildOutcome outcome) {
        return assertInstanceOf(Failed.class, outcome);
    }
}
