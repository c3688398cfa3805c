package dev.stagecraft.status;

import dev.stagecraft.api.v1alpha1.CurrentRelease;
import dev.stagecraft.api.v1alpha1.DatabaseStatus;
import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.api.v1alpha1.HandledRequests;
import dev.stagecraft.api.v1alpha1.HoldStatus;
import dev.stagecraft.api.v1alpha1.HostStatus;
import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.PlanMigration;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.PlanSummary;
import dev.stagecraft.api.v1alpha1.ReleaseDatabase;
import dev.stagecraft.api.v1alpha1.ReleaseHook;
import dev.stagecraft.api.v1alpha1.ReleaseMigration;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.SkippedPhaseStatus;
import dev.stagecraft.api.v1alpha1.SourceStatus;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.api.v1alpha1.StagecraftStatusBuilder;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.DatabaseMark;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.Hold;
import dev.stagecraft.release.HookMark;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseProgress;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a state into a status so that {@link StateReading} finds it again. */
public final class StateWriting {
    private StateWriting() {}

    /** The status with the state in it; conditions, phase and message are left to {@link Conditions}. */
    public static StagecraftStatusBuilder write(StagecraftStatus before, State state) {
        return before.toBuilder()
                .plan(state.run().map(StateWriting::plan).orElse(null))
                .current(state.history().serving().map(StateWriting::current).orElse(null))
                .releases(state.history().releases().stream()
                        .map(StateWriting::release)
                        .toList())
                .hosts(state.hosts().stream()
                        .map(host -> host(host, state.run()))
                        .toList())
                .hostsReady(ready(state.hosts()))
                .account(state.account().orElse(""))
                .databases(databases(state.databases()))
                .hold(state.hold().map(StateWriting::hold).orElse(null))
                .handled(handled(state.handled()))
                .source(state.source().map(StateWriting::source).orElse(null));
    }

    private static SourceStatus source(SourceMark source) {
        return new SourceStatus(source.of(), source.ref(), source.commit());
    }

    private static Map<String, DatabaseStatus> databases(Map<String, DatabaseRecord> databases) {
        var written = new TreeMap<String, DatabaseStatus>();
        databases.forEach((name, known) -> written.put(
                name,
                new DatabaseStatus(
                        known.applied(),
                        Limits.cut(known.last(), Limits.TOKEN),
                        known.pending(),
                        known.sourceHash(),
                        sentence(known.note()))));
        return written;
    }

    /** How far the databases of a release were. */
    private static Map<String, ReleaseDatabase> marks(Map<String, DatabaseMark> marks) {
        var written = new TreeMap<String, ReleaseDatabase>();
        marks.forEach((name, mark) -> written.put(
                name,
                new ReleaseDatabase(
                        Limits.cut(mark.last(), Limits.TOKEN),
                        mark.source().orElse(""),
                        mark.ran().stream()
                                .map(ran -> new ReleaseMigration(
                                        Limits.cut(ran.id(), Limits.TOKEN),
                                        ran.type().label()))
                                .toList(),
                        mark.earlier().count(),
                        mark.earlier().count() > 0 ? mark.earlier().worst().label() : "")));
        return written;
    }

    /** How hooks ended, as status and release objects carry it. */
    public static List<ReleaseHook> hooks(List<HookMark> marks) {
        return marks.stream()
                .map(mark -> new ReleaseHook(
                        mark.name(),
                        mark.outcome().label(),
                        mark.exitCode().orElse(null),
                        mark.startedAt().orElse(null),
                        mark.finishedAt().orElse(null),
                        mark.message()))
                .toList();
    }

    private static String ready(List<HostRecord> hosts) {
        long ready =
                hosts.stream().filter(host -> host.state() == HostState.READY).count();
        return hosts.isEmpty() ? "" : ready + "/" + hosts.size();
    }

    private static PlanStatus plan(Run run) {
        var counts = run.summary();
        return new PlanStatus(
                run.planId(),
                new PlanSummary(counts.create(), counts.change(), counts.destroy(), run.opensRelease() ? 1 : 0),
                run.risk().label(),
                run.state().label(),
                run.steps().stream().map(StateWriting::step).toList(),
                notes(run),
                run.specHash(),
                run.release().orElse(""),
                run.opensRelease(),
                run.skipped().stream()
                        .map(skipped -> new SkippedPhaseStatus(skipped.phase().label(), sentence(skipped.reason())))
                        .toList(),
                run.holder(),
                Limits.gravest(run.migrations(), Limits.MIGRATIONS).stream()
                        .map(file -> new PlanMigration(
                                file.database(),
                                Limits.cut(file.id(), Limits.TOKEN),
                                file.stage().label(),
                                file.type().label(),
                                Limits.cut(file.reason(), Limits.REASON)))
                        .toList());
    }

    private static List<String> notes(Run run) {
        var notes = new ArrayList<>(Limits.first(run.notes(), Limits.NOTES - 1));
        int more = run.migrations().size() - Limits.MIGRATIONS;
        if (more > 0) {
            notes.add(more + " more migrations are pending than are listed, none graver than those");
        }
        return notes.stream().map(StateWriting::sentence).toList();
    }

    private static StepStatus step(StepProgress step) {
        return new StepStatus(
                step.id(),
                step.kind().label(),
                step.phase().label(),
                step.target(),
                sentence(step.description()),
                step.risk().label(),
                sentence(step.riskReason().orElse("")),
                step.dependsOn(),
                step.state().label(),
                step.attempt(),
                step.startedAt().orElse(null),
                step.finishedAt().orElse(null),
                step.reason(),
                sentence(step.message()),
                step.inputs());
    }

    private static CurrentRelease current(ReleaseRecord release) {
        return new CurrentRelease(
                release.id(), release.version(), release.finishedAt().orElse(null));
    }

    private static ReleaseSummary release(ReleaseRecord release) {
        return new ReleaseSummary(
                release.id(),
                release.revision(),
                release.type().label(),
                release.version(),
                release.previousId().orElse(""),
                release.rollbackOf().orElse(""),
                release.state().label(),
                release.planId(),
                release.specHash(),
                release.inputsHash(),
                release.startedAt(),
                release.finishedAt().orElse(null),
                release.reason(),
                sentence(release.message()),
                phases(release.phases()),
                release.images(),
                marks(release.databases()),
                hooks(release.hooks()));
    }

    /** Phases as status and release objects carry them. */
    public static List<PhaseStatus> phases(List<PhaseProgress> phases) {
        return phases.stream()
                .map(phase -> new PhaseStatus(
                        phase.phase().label(),
                        phase.state().label(),
                        phase.startedAt().orElse(null),
                        phase.finishedAt().orElse(null),
                        sentence(phase.message())))
                .toList();
    }

    private static HoldStatus hold(Hold hold) {
        return new HoldStatus(hold.against(), hold.serving(), hold.reason(), hold.since());
    }

    private static HandledRequests handled(Requests handled) {
        return new HandledRequests(
                token(handled.approve()),
                token(handled.rollbackTo()),
                token(handled.retry()),
                token(handled.migrate()),
                token(handled.reconcile()),
                token(handled.specRollbackTo()),
                handled.migrated().stream()
                        .map(request -> Limits.cut(request, Limits.TOKEN))
                        .toList());
    }

    private static String token(Optional<String> asked) {
        return Limits.cut(asked.orElse(""), Limits.TOKEN);
    }

    private static String sentence(String text) {
        return Limits.cut(text, Limits.SENTENCE);
    }

    /** The differences as status holds them. */
    static List<DriftItem> drift(List<DriftItem> found) {
        return Limits.first(found, Limits.DIFFERENCES).stream()
                .map(item ->
                        new DriftItem(Limits.cut(item.target(), Limits.TOKEN), item.kind(), sentence(item.message())))
                .toList();
    }

    /** What the step at work on the host says, or why the last one failed. */
    private static String said(HostRecord host, Optional<Run> run) {
        return run.stream()
                .flatMap(active -> active.steps().stream())
                .filter(step -> step.kind() != StepKind.MIGRATE_DATABASE)
                .filter(step -> step.target().equals(host.name()))
                .filter(step -> step.state() == PhaseState.RUNNING || step.state() == PhaseState.FAILED)
                .map(StepProgress::message)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .map(StateWriting::sentence)
                .orElse("");
    }

    /** What the first step that waits is waiting for. */
    static String waitingFor(State state) {
        return state.run().filter(run -> run.state() == RunState.RUNNING).stream()
                .flatMap(run -> run.steps().stream())
                .filter(step ->
                        step.state() == PhaseState.RUNNING && !step.message().isEmpty())
                .map(step -> step.target() + ": " + step.message())
                .findFirst()
                .map(StateWriting::sentence)
                .orElse("");
    }

    private static HostStatus host(HostRecord host, Optional<Run> run) {
        return new HostStatus(
                host.name(),
                host.role(),
                host.formerRole().orElse(""),
                host.machineId().orElse(""),
                host.createId().orElse(""),
                host.createRequestedAt().orElse(null),
                host.publicIp().orElse(""),
                host.privateIp().orElse(""),
                host.size().orElse(""),
                host.region().orElse(""),
                host.image().orElse(""),
                host.protect(),
                host.state().label(),
                host.release().orElse(""),
                said(host, run));
    }
}
