package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.DatabaseStatus;
import dev.stagecraft.api.v1alpha1.HandledRequests;
import dev.stagecraft.api.v1alpha1.HoldStatus;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.SourceStatus;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.AppliedSince.Applied;
import dev.stagecraft.plan.AppliedSince.Earlier;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.MigrationStage;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.PlanSummary;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.SkippedPhase;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.DatabaseMark;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.History;
import dev.stagecraft.release.Hold;
import dev.stagecraft.release.HookMark;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseProgress;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.ReleaseType;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a status as the operator wrote it. Anything a person put there that cannot be read is read as absent. */
public final class StateReading {
    private StateReading() {}

    /** What the status remembers. */
    public static State read(StagecraftStatus status) {
        return new State(
                Optional.ofNullable(status.plan()).flatMap(StateReading::run),
                new History(
                        status.releases().stream().map(StateReading::release).toList()),
                Optional.ofNullable(status.hold()).map(StateReading::hold),
                handled(status.handled()),
                status.hosts().stream().map(StateReading::host).toList(),
                text(status.account()),
                databases(status.databases()),
                Optional.ofNullable(status.source()).flatMap(StateReading::source));
    }

    /** The commit that is released; empty where what is written does not name one. */
    public static Optional<SourceMark> source(SourceStatus source) {
        return source.commit().isEmpty()
                ? Optional.empty()
                : Optional.of(new SourceMark(source.of(), source.ref(), source.commit()));
    }

    private static SortedMap<String, DatabaseRecord> databases(Map<String, DatabaseStatus> databases) {
        var records = new TreeMap<String, DatabaseRecord>();
        databases.forEach((name, known) -> records.put(
                name,
                new DatabaseRecord(known.applied(), known.last(), known.pending(), known.sourceHash(), known.note())));
        return records;
    }

    /** How far the databases of a release were. */
    public static SortedMap<String, DatabaseMark> marks(Map<String, ReleaseDatabase> databases) {
        var marks = new TreeMap<String, DatabaseMark>();
        databases.forEach((name, known) -> marks.put(
                name,
                new DatabaseMark(
                        known.last(),
                        text(known.source()),
                        known.ran().stream()
                                .map(ran -> new Applied(ran.id(), MigrationClass.of(ran.risk())))
                                .toList(),
                        known.earlier() > 0
                                ? new Earlier(known.earlier(), MigrationClass.of(known.earlierRisk()))
                                : Earlier.NONE)));
        return marks;
    }

    /** How the hooks of a release ended. */
    public static List<HookMark> hooks(List<ReleaseHook> hooks) {
        return hooks.stream()
                .map(hook -> new HookMark(
                        hook.name(),
                        HookMark.Outcome.of(hook.outcome()),
                        Optional.ofNullable(hook.exitCode()),
                        Optional.ofNullable(hook.startedAt()),
                        Optional.ofNullable(hook.finishedAt()),
                        hook.message()))
                .toList();
    }

    private static Optional<Run> run(PlanStatus plan) {
        var steps = plan.steps().stream().map(StateReading::step).toList();
        if (steps.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        var counts = plan.summary();
        return Optional.of(new Run(
                plan.id(),
                RunState.of(plan.state()),
                plan.specHash(),
                new PlanSummary(counts.create(), counts.change(), counts.destroy()),
                risk(plan.risk()),
                steps.stream().flatMap(Optional::stream).toList(),
                plan.skipped().stream()
                        .flatMap(skipped -> Phase.of(skipped.phase()).stream()
                                .map(phase -> new SkippedPhase(phase, skipped.reason())))
                        .toList(),
                plan.notes(),
                text(plan.release()),
                plan.opensRelease(),
                plan.holder(),
                plan.migrations().stream()
                        .flatMap(file -> MigrationStage.of(file.phase()).stream()
                                .map(stage -> new PlannedMigration(
                                        file.database(),
                                        file.id(),
                                        stage,
                                        MigrationClass.of(file.risk()),
                                        file.reason())))
                        .toList()));
    }

    private static Optional<StepProgress> step(StepStatus step) {
        var kind = StepKind.of(step.kind());
        var phase = Phase.of(step.phase());
        if (kind.isEmpty() || phase.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StepProgress(
                step.id(),
                kind.get(),
                phase.get(),
                step.target(),
                step.description(),
                step.dependsOn(),
                risk(step.risk()),
                text(step.riskReason()),
                PhaseState.of(step.state()),
                step.attempt(),
                Optional.ofNullable(step.startedAt()),
                Optional.ofNullable(step.finishedAt()),
                step.reason(),
                step.message(),
                new TreeMap<>(step.inputs())));
    }

    private static Risk risk(String label) {
        return Arrays.stream(Risk.values())
                .filter(risk -> risk.label().equals(label))
                .findFirst()
                .orElse(Risk.SAFE);
    }

    private static ReleaseRecord release(ReleaseSummary release) {
        return new ReleaseRecord(
                release.id(),
                (int) release.revision(),
                ReleaseType.of(release.type()),
                release.version(),
                text(release.previousId()),
                text(release.rollbackOf()),
                ReleaseState.of(release.state()),
                release.planId(),
                release.specHash(),
                release.inputsHash(),
                time(release.startedAt()),
                Optional.ofNullable(release.finishedAt()),
                release.reason(),
                release.message(),
                phases(release.phases()),
                new TreeMap<>(release.images()),
                marks(release.databases()),
                hooks(release.hooks()));
    }

    /** The phases that can be read. */
    public static List<PhaseProgress> phases(List<PhaseStatus> phases) {
        return phases.stream()
                .flatMap(status -> Phase.of(status.name()).stream()
                        .map(phase -> new PhaseProgress(
                                phase,
                                PhaseState.of(status.status()),
                                Optional.ofNullable(status.startedAt()),
                                Optional.ofNullable(status.finishedAt()),
                                status.message())))
                .toList();
    }

    private static Hold hold(HoldStatus hold) {
        return new Hold(hold.against(), hold.serving(), hold.reason(), time(hold.since()));
    }

    private static Requests handled(HandledRequests handled) {
        return new Requests(
                text(handled.approve()),
                text(handled.rollbackTo()),
                text(handled.rollbackToSpec()),
                text(handled.retry()),
                text(handled.reconcile()),
                text(handled.migrate()),
                handled.migrated());
    }

    private static HostRecord host(HostStatus host) {
        return new HostRecord(
                host.name(),
                host.role(),
                text(host.formerRole()),
                HostState.of(host.state()),
                text(host.id()),
                text(host.createId()),
                Optional.ofNullable(host.createRequestedAt()),
                text(host.publicIp()),
                text(host.privateIp()),
                text(host.size()),
                text(host.region()),
                text(host.image()),
                host.protect(),
                text(host.release()));
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Instant time(@Nullable Instant value) {
        return value == null ? Instant.EPOCH : value;
    }
}
