package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostNotUsable;
import dev.stagecraft.host.HostOwnedByAnother;
import dev.stagecraft.host.ProjectNotOurs;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Sanitizer;
import java.time.Duration;
import java.util.Map;

/** Turns what a step throws into an outcome: what may pass is tried again, what may not waits for a person. */
final class StepFailures {
    private static final Duration UNKNOWN_LIMIT = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final Duration poll;

    /** @param poll between two looks at a host that does not answer */
    StepFailures(Duration poll) {
        this.poll = poll;
    }

    StepOutcome outcome(RuntimeException failure, StepKind kind, Sanitizer sanitizer) {
        return switch (failure) {
            case HostException e when comesBack(e.code()) && outlastsAReboot(kind) -> waiting(e, sanitizer);
            case HostCommandException e when e.code() == HostCommandException.Code.LOCKED -> waiting(e, sanitizer);
            case HostCommandException e
            when e.code() == HostCommandException.Code.DOCKER_DOWN && outlastsAReboot(kind) -> waiting(e, sanitizer);
            case HostException e -> judge(e.retryable(), reason(e.code()), e, sanitizer);
            case HostCommandException e -> judge(e.retryable(), reason(e.code()), e, sanitizer);
            case HostOwnedByAnother e -> judge(false, "HostOwnedByAnother", e, sanitizer);
            case ProjectNotOurs e -> judge(false, "ProjectNotOurs", e, sanitizer);
            case HostNotUsable e -> judge(false, "HostNotUsable", e, sanitizer);
            case CloudException e when e.code() == CloudException.Code.RATE_LIMITED -> postponed(e, sanitizer, false);
            case CloudException e -> judge(e.retryable(), reason(e.code()), e, sanitizer);
            case MigrationException e -> judge(e.retryable(), e.reason().word(), e, sanitizer);
            case RuntimeException e -> {
                var fault = Faults.of(e, sanitizer);
                yield new StepOutcome.Failed(fault.reason(), fault.message());
            }
        };
    }

    /**
     * A rate limit is nobody's failure, whether the cloud or our own pacing sets it.
     *
     * @param unsent whether the create that status announces was certainly not sent
     */
    static StepOutcome postponed(CloudException limit, Sanitizer sanitizer, boolean unsent) {
        var after = limit.retryAfter().orElse(UNKNOWN_LIMIT);
        return new StepOutcome.Postponed(
                after.compareTo(SHORTEST) < 0 ? SHORTEST : after,
                reason(limit.code()),
                sanitizer.clean(String.valueOf(limit.getMessage())),
                unsent);
    }

    /** A host that is restarted is away for minutes: such a step waits for it until its deadline, which no count of tries lasts. */
    private static boolean outlastsAReboot(StepKind kind) {
        return switch (kind) {
            case PREPARE_HOST, START_ACCESSORIES, RUN_HOOK, ROLL_OUT, CHECK_HEALTH, FINALIZE_HOST, CLEAR_HOST -> true;
            case CREATE_HOST,
                    BOOTSTRAP_HOST,
                    DELETE_HOST,
                    RECORD_RELEASE,
                    BUILD_IMAGE,
                    PUSH_IMAGE,
                    PIN_RELEASE,
                    MIGRATE_DATABASE -> false;
        };
    }

    /** Whether a host that is restarted, or still boots, fails so. */
    static boolean comesBack(HostException.Code code) {
        return switch (code) {
            case UNREACHABLE, TIMEOUT, CONNECTION_LOST -> true;
            case PROTOCOL,
                    TARGET_UNREACHABLE,
                    FORWARDING_REFUSED,
                    HOST_KEY_MISMATCH,
                    AUTH_REFUSED,
                    BAD_KEY,
                    ADDRESS_REFUSED -> false;
        };
    }

    private StepOutcome waiting(RuntimeException e, Sanitizer sanitizer) {
        return new StepOutcome.Waiting(
                poll, "waiting for the host: " + sanitizer.clean(String.valueOf(e.getMessage())), Map.of());
    }

    private static StepOutcome judge(boolean retryable, String reason, RuntimeException e, Sanitizer sanitizer) {
        var message = sanitizer.clean(String.valueOf(e.getMessage()));
        return retryable ? new StepOutcome.Failed(reason, message) : new StepOutcome.Refused(reason, message);
    }

    private static String reason(HostException.Code code) {
        return switch (code) {
            case UNREACHABLE, TIMEOUT, CONNECTION_LOST, PROTOCOL, TARGET_UNREACHABLE -> "HostUnreachable";
            case FORWARDING_REFUSED -> "HostForwardingRefused";
            case HOST_KEY_MISMATCH -> "HostKeyMismatch";
            case AUTH_REFUSED, BAD_KEY -> "HostAuthRefused";
            case ADDRESS_REFUSED -> "HostAddressRefused";
        };
    }

    private static String reason(HostCommandException.Code code) {
        return switch (code) {
            case IMAGE_NOT_FOUND -> "ImageNotFound";
            case IMAGE_PLATFORM_MISSING -> "ImagePlatformMissing";
            case REGISTRY_UNREACHABLE -> "RegistryUnreachable";
            case REGISTRY_DENIED -> "ImageUnauthorized";
            case COMPOSE_REJECTED -> "ComposeRejected";
            case DISK_FULL -> "DiskFull";
            case LOCKED -> "HostLocked";
            case TIMED_OUT -> "DeadlineExceeded";
            case DOCKER_DOWN -> "DockerDown";
            case OTHER -> "HostCommandFailed";
        };
    }

    private static String reason(CloudException.Code code) {
        return switch (code) {
            case UNAUTHORIZED, FORBIDDEN -> "CloudUnauthorized";
            case RATE_LIMITED -> "RateLimited";
            case QUOTA -> "CloudQuota";
            case NOT_OURS -> "NotOurs";
            case NOT_FOUND, INVALID_REQUEST, CONFLICT, UNSUPPORTED, AMBIGUOUS_CREATE -> "CloudRefused";
            case SERVER_ERROR, UNREACHABLE, TIMEOUT, PROTOCOL -> "CloudUnreachable";
        };
    }
}
