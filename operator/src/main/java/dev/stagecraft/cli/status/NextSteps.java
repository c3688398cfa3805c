package dev.stagecraft.cli.status;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.MigrationStage;
import dev.stagecraft.release.RunState;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * From the reason that stands in a status to the command that gets on: the only place that knows. The words are the sections of
 * {@code docs/runbook.md}, which say it at length.
 */
final class NextSteps {
    private static final Map<String, Way> WAYS = Stream.of(
                    all(
                            Way.RETRY,
                            "PhaseFailed HookFailed HookTimedOut HookUnclear HealthCheckFailed DeadlineExceeded StepFailed"
                                    + " ReleaseFailed BuildFailed BuildTimeout BuildEvicted PlatformUnsupported PushRefused"
                                    + " RegistryUnauthorized RegistryUnreachable ProviderNotAvailable SecretSyncFailed"
                                    + " InvalidProject ImageNotFound ImagePlatformMissing ImageUnauthorized"
                                    + " ImagePathNotFound ImageRefused HostUnreachable HostKeyMismatch HostAddressRefused"
                                    + " HostAuthRefused HostForwardingRefused HostNotUsable HostOwnedByAnother"
                                    + " ProjectNotOurs HostLocked HostCommandFailed HostLost DockerDown DiskFull"
                                    + " ComposeRejected CloudRefused CloudQuota CloudUnreachable RateLimited NotOurs"
                                    + " CreateUnconfirmed CreateDelayed ReferenceForbidden MigrationFailed"
                                    + " MigrationLockTimeout MigrationsChanged ConnectionFailed GitRefNotFound"
                                    + " GitPathNotFound GitUnreachable SecretTaken ApiServerError"),
                    all(Way.LOOKED, "SuspiciousObservation DuplicateDroplet"),
                    all(
                            Way.EDIT,
                            "NotImplemented InvalidSpec ComposeInvalid InvalidConfig InvalidConfiguration InvalidFile"
                                    + " ProtectedHost Unsupported ContractBeforeRollout ChecksumMismatch OutOfOrder"
                                    + " BaselineNeeded StatementForbidden MigrationUnclear GitRefused"),
                    all(Way.SUPPLY, "ReferenceNotFound CloudUnauthorized GitUnauthorized"),
                    all(Way.ALLOW, "HostAccessRefused"),
                    all(Way.APPROVE, "AwaitingApproval PlanStale"),
                    all(Way.RESUME, "Suspended"),
                    all(Way.UNHOLD, "RolledBack"),
                    all(Way.CORRECT, "DriftDetected Drifted ContainersMissing RoleNotServing"),
                    all(Way.CHOOSE, "ReleaseNotFound"),
                    all(Way.ASK, "DatabaseNotFound InvalidRequest"),
                    all(Way.REPORT, "InternalError"),
                    all(
                            Way.WAIT,
                            "HostsNotReady NoRelease NothingServed NotLooked Superseded Deleting Releasing Converging"
                                    + " Progressing"))
            .flatMap(entries -> entries.entrySet().stream())
            .collect(toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private NextSteps() {}

    private static Map<String, Way> all(Way way, String reasons) {
        return Stream.of(reasons.split(" ", -1)).collect(toUnmodifiableMap(reason -> reason, reason -> way));
    }

    /** The reasons that have a way of their own; every other gets one by whether it stands still. */
    static Set<String> reasons() {
        return WAYS.keySet();
    }

    /**
     * What to do, the first thing first; empty when it is ready.
     *
     * @param access options that lead to the cluster, with a space before them; may be empty
     */
    static List<Digest.Next> of(Stagecraft resource, String access) {
        var status = resource.getStatus();
        var at = Way.Place.of(resource, access);
        var stalled = condition(status, "Stalled").filter(NextSteps::isTrue);
        var ready = condition(status, "Ready");
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            return deleting(stalled, at);
        }
        if (!Digests.observed(resource)) {
            return List.of(Way.LOOK.next("", at));
        }
        if (ready.filter(NextSteps::isTrue).isPresent()) {
            return List.of();
        }
        var reason = stalled.or(() -> ready).map(Condition::getReason).orElse("");
        return List.of(asked(status)
                .map(database -> Way.again(reason, database, at))
                .orElseGet(() -> way(reason, stalled.isPresent()).next(reason, at)));
    }

    /** What fails for now and is tried again by itself asks nothing of anybody yet. */
    static Way way(String reason, boolean stalled) {
        var way = WAYS.getOrDefault(reason, stalled ? Way.RETRY : Way.WAIT);
        return !stalled && way.passes() ? Way.WAIT : way;
    }

    private static List<Digest.Next> deleting(Optional<Condition> stalled, Way.Place at) {
        var next = new ArrayList<Digest.Next>();
        if (stalled.isEmpty()) {
            next.add(Way.WAIT.next("Deleting", at));
        } else {
            next.add(Way.RETRY.next(stalled.get().getReason(), at));
            next.add(Way.LET_GO.next("Deleting", at));
        }
        return next;
    }

    /** The database whose migrations somebody asked for, and which failed: that is asked for anew, and not retried. */
    private static Optional<String> asked(StagecraftStatus status) {
        return Optional.ofNullable(status.plan())
                .filter(plan -> RunState.of(plan.state()) == RunState.FAILED)
                .flatMap(plan -> plan.steps().stream()
                        .filter(step -> step.id().equals(MigrationStage.MANUAL.step(step.target())))
                        .map(StepStatus::target)
                        .findFirst());
    }

    private static boolean isTrue(Condition condition) {
        return condition.getStatus().equals("True");
    }

    static Optional<Condition> condition(StagecraftStatus status, String type) {
        return status.conditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }
}
