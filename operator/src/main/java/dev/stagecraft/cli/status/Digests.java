package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ProjectSpec;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.ReleaseType;
import dev.stagecraft.release.RunState;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the digest of a resource, of nothing but what the API server has of it. */
final class Digests {
    /** Conditions that say something is the matter while they are true; of all others it is while they are not. */
    private static final Set<String> ABNORMAL = Set.of("Drifted", "Reconciling", "Stalled");

    private Digests() {}

    /** @param access options that lead to the cluster, for commands, with a space before them; may be empty */
    static Digest of(Stagecraft resource, String access) {
        var status = resource.getStatus();
        var metadata = resource.getMetadata();
        var newest = status.releases().stream().findFirst();
        return new Digest(
                metadata.getName(),
                metadata.getNamespace(),
                Optional.ofNullable(resource.getSpec().project())
                        .map(ProjectSpec::name)
                        .orElse(""),
                resource.getSpec().environment(),
                state(resource),
                observed(resource),
                resource.getSpec().suspend(),
                metadata.getDeletionTimestamp(),
                resource.getSpec().version(),
                serving(status),
                newest.map(Digests::release).orElse(null),
                newest.flatMap(release -> failedBefore(release, status)).orElse(null),
                plan(status).orElse(null),
                plan(status).isPresent() ? steps(status.plan()) : List.of(),
                hosts(status),
                troubles(status),
                status.drift().stream()
                        .map(item -> new Digest.Difference(item.target(), item.kind(), item.message()))
                        .toList(),
                databases(status),
                hold(status),
                status.waitingFor(),
                NextSteps.of(resource, access));
    }

    static boolean observed(Stagecraft resource) {
        var generation =
                Optional.ofNullable(resource.getMetadata().getGeneration()).orElse(0L);
        return resource.getStatus().observedGeneration() >= generation;
    }

    private static String state(Stagecraft resource) {
        if (resource.getMetadata().getDeletionTimestamp() != null) {
            return "Deleting";
        }
        var phase = resource.getStatus().phase();
        return phase.isEmpty() ? "Pending" : phase;
    }

    private static Digest.@Nullable Serving serving(StagecraftStatus status) {
        var current = status.current();
        if (current == null) {
            return null;
        }
        long revision = status.releases().stream()
                .filter(release -> release.id().equals(current.release()))
                .mapToLong(ReleaseSummary::revision)
                .findFirst()
                .orElse(0);
        return new Digest.Serving(current.release(), revision, current.version(), text(current.since()));
    }

    private static Digest.Release release(ReleaseSummary release) {
        return new Digest.Release(
                release.id(),
                release.revision(),
                release.type(),
                release.version(),
                release.state(),
                text(release.startedAt()),
                text(release.finishedAt()),
                release.reason(),
                release.message(),
                phases(release.phases()),
                release.hooks().stream().map(ReleaseDigest::hook).toList());
    }

    static List<Digest.Phase> phases(List<PhaseStatus> phases) {
        return phases.stream()
                .map(phase -> new Digest.Phase(
                        phase.name(),
                        phase.status(),
                        text(phase.startedAt()),
                        text(phase.finishedAt()),
                        phase.message()))
                .toList();
    }

    private static Optional<Digest.Release> failedBefore(ReleaseSummary newest, StagecraftStatus status) {
        return status.releases().stream()
                .skip(1)
                .limit(1)
                .filter(before -> newest.type().equals(ReleaseType.ROLLBACK.label()))
                .filter(before -> before.state().equals(ReleaseState.FAILED.label()))
                .map(Digests::release)
                .findFirst();
    }

    /** A plan that is done or was replaced says nothing any more. */
    private static Optional<Digest.Plan> plan(StagecraftStatus status) {
        return Optional.ofNullable(status.plan())
                .filter(plan -> switch (RunState.of(plan.state())) {
                    case PENDING, AWAITING_APPROVAL, RUNNING, FAILED -> true;
                    case COMPLETED -> false;
                })
                .map(plan -> new Digest.Plan(
                        plan.id(),
                        plan.state(),
                        plan.risk(),
                        plan.summary().create(),
                        plan.summary().change(),
                        plan.summary().destroy()));
    }

    private static List<Digest.Step> steps(@Nullable PlanStatus plan) {
        return plan == null
                ? List.of()
                : plan.steps().stream()
                        .filter(step -> Set.of("running", "failed").contains(step.state()))
                        .map(step -> new Digest.Step(step.description(), step.state(), step.message()))
                        .toList();
    }

    private static List<Digest.Host> hosts(StagecraftStatus status) {
        return status.hosts().stream()
                .map(host -> new Digest.Host(
                        host.name(),
                        host.role(),
                        host.publicIp().isEmpty() ? host.privateIp() : host.publicIp(),
                        host.state(),
                        host.release(),
                        host.message()))
                .toList();
    }

    private static List<Digest.Trouble> troubles(StagecraftStatus status) {
        return status.conditions().stream()
                .filter(Digests::isWrong)
                .map(condition -> new Digest.Trouble(
                        condition.getType(),
                        condition.getStatus(),
                        text(condition.getReason()),
                        text(condition.getMessage())))
                .toList();
    }

    private static boolean isWrong(Condition condition) {
        return ABNORMAL.contains(condition.getType()) == condition.getStatus().equals("True");
    }

    private static List<Digest.Database> databases(StagecraftStatus status) {
        return new TreeMap<>(status.databases())
                .entrySet().stream()
                        .map(entry -> new Digest.Database(
                                entry.getKey(),
                                entry.getValue().applied(),
                                entry.getValue().pending(),
                                entry.getValue().last(),
                                entry.getValue().note()))
                        .toList();
    }

    private static Digest.@Nullable Hold hold(StagecraftStatus status) {
        var hold = status.hold();
        return hold == null ? null : new Digest.Hold(hold.serving(), hold.reason(), text(hold.since()));
    }

    static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
