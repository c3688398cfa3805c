package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Steps that bring hosts to a release: everything is prepared everywhere before anything changes anywhere, then batch after
 * batch is changed and must be healthy before the next one is touched.
 */
final class RolloutSteps {
    static final Result NOTHING = new Result(List.of(), List.of(), List.of(), List.of(), List.of());
    private static final String RECORD = "release/record";

    private RolloutSteps() {}

    /**
     * What comes of it.
     *
     * @param healthy ids of the steps after which every host serves the release
     * @param marks the steps that end it, which come after them
     */
    record Result(
            List<Step> steps, List<String> healthy, List<Step> marks, List<SkippedPhase> skipped, List<String> notes) {}

    static Result plan(Desired desired, Observed observed, ReleaseTarget target) {
        var hosts = hosts(desired, observed, target);
        boolean opens = target.kind() != ReleaseTarget.Kind.SERVE;
        if (hosts.isEmpty() && !opens) {
            return NOTHING;
        }
        var steps = new ArrayList<Step>();
        if (opens) {
            steps.add(record(target));
        }
        var made = target.kind() == ReleaseTarget.Kind.DEPLOY
                ? BuildSteps.of(desired, observed, target, RECORD)
                : List.<Step>of();
        steps.addAll(made);
        hosts.forEach(host -> steps.add(prepare(host, target, opens, desired, observed, made)));
        var prepared = hosts.stream().map(host -> "prepare/" + host.name()).toList();
        var gate = opens && prepared.isEmpty() ? last(made) : prepared;
        if (target.kind() == ReleaseTarget.Kind.DEPLOY) {
            var migrations = DatabaseSteps.beforeRollout(hosts, desired, observed, target, gate);
            steps.addAll(migrations);
            gate = migrations.isEmpty() ? gate : List.of(migrations.getLast().id());
        }
        for (var batch : batches(desired, hosts, target)) {
            for (var host : batch) {
                steps.add(rollOut(host, target, observed, opens).after(gate));
                steps.add(health(host, opens));
            }
            gate = batch.stream().map(host -> "health/" + host.name()).toList();
        }
        var healthy = hosts.stream().map(host -> "health/" + host.name()).toList();
        return new Result(
                steps,
                healthy.isEmpty() ? gate : healthy,
                hosts.stream().map(host -> finish(host, opens).after(healthy)).toList(),
                opens ? skipped(desired, observed, target) : List.of(),
                ReleaseNotes.of(desired, observed, target));
    }

    private static List<HostTarget> hosts(Desired desired, Observed observed, ReleaseTarget target) {
        return target.roles().stream()
                .flatMap(role ->
                        desired.hosts().stream().filter(host -> host.role().equals(role)))
                .filter(host -> target.kind() != ReleaseTarget.Kind.SERVE || !serves(observed, host, target))
                .toList();
    }

    private static boolean serves(Observed observed, HostTarget host, ReleaseTarget target) {
        return observed.host(host.name()).flatMap(ObservedHost::release).equals(target.release());
    }

    private static List<List<HostTarget>> batches(Desired desired, List<HostTarget> hosts, ReleaseTarget target) {
        var batches = new ArrayList<List<HostTarget>>();
        for (var role : target.roles()) {
            var ofRole = hosts.stream().filter(host -> host.role().equals(role)).toList();
            int size = target.allAtOnce().contains(role) ? Math.max(1, ofRole.size()) : desired.batch();
            for (int from = 0; from < ofRole.size(); from += size) {
                batches.add(ofRole.subList(from, Math.min(ofRole.size(), from + size)));
            }
        }
        return batches;
    }

    /** Waits for nothing: a revision is given out with the plan, so the object that shows it must not come to nothing. */
    private static Step record(ReleaseTarget target) {
        var words = target.kind() == ReleaseTarget.Kind.ROLLBACK
                ? "record a release that serves " + target.release().orElse("an old release") + " again"
                : "record the release of version " + target.version();
        return Step.safe(RECORD, StepKind.RECORD_RELEASE, Phase.INFRA, target.version(), words)
                .with(Map.of("inputs", target.inputsHash()));
    }

    /** The steps after which the release has its images: the record alone where none is made. */
    private static List<String> last(List<Step> made) {
        if (made.isEmpty()) {
            return List.of(RECORD);
        }
        return made.getLast().id().equals(BuildSteps.PIN)
                ? List.of(BuildSteps.PIN)
                : made.stream().map(Step::id).toList();
    }

    private static Step prepare(
            HostTarget host, ReleaseTarget target, boolean opens, Desired desired, Observed observed, List<Step> made) {
        var images = target.of(host.role()).stream()
                .collect(Collectors.toMap(service -> "image." + service.name(), ServiceTarget::image));
        var bootstraps = (opens ? desired.hosts().stream() : Stream.of(host))
                .filter(needed -> observed.host(needed.name())
                        .filter(found -> found.exists() && found.bootstrapped())
                        .isEmpty())
                .map(needed -> "bootstrap/" + needed.name());
        var before = Stream.concat(opens ? last(made).stream() : Stream.of(), bootstraps)
                .toList();
        return Step.infra(
                        "prepare",
                        StepKind.PREPARE_HOST,
                        host.name(),
                        "put the release's files on host " + host.name() + " and pull its images")
                .with(images)
                .after(before);
    }

    private static Step rollOut(HostTarget host, ReleaseTarget target, Observed observed, boolean opens) {
        var services = target.of(host.role());
        var step = Step.safe(
                "rollout/" + host.name(),
                StepKind.ROLL_OUT,
                opens ? Phase.ROLLOUT : Phase.INFRA,
                host.name(),
                services.stream().allMatch(ServiceTarget::manual)
                        ? "start the accessories on host " + host.name() + " that are absent"
                        : "bring host " + host.name() + " to version " + target.version());
        return RolloutRisk.of(host, target, observed)
                .map(found -> step.risking(found.risk(), found.why()))
                .orElse(step);
    }

    private static Step health(HostTarget host, boolean opens) {
        return Step.safe(
                        "health/" + host.name(),
                        StepKind.CHECK_HEALTH,
                        opens ? Phase.ROLLOUT : Phase.INFRA,
                        host.name(),
                        "wait until every service on host " + host.name() + " is healthy")
                .after(List.of("rollout/" + host.name()));
    }

    private static Step finish(HostTarget host, boolean opens) {
        return Step.safe(
                "finalize/" + host.name(),
                StepKind.FINALIZE_HOST,
                opens ? Phase.FINALIZE : Phase.INFRA,
                host.name(),
                "mark the release as current on host " + host.name());
    }

    private static List<SkippedPhase> skipped(Desired desired, Observed observed, ReleaseTarget target) {
        boolean rollback = target.kind() == ReleaseTarget.Kind.ROLLBACK;
        var skipped = new ArrayList<SkippedPhase>(BuildSteps.skipped(desired, target));
        for (var stage : List.of(MigrationStage.MIGRATE_PRE, MigrationStage.MIGRATE_POST)) {
            if (rollback
                    || DatabaseSteps.of(desired, observed, stage, List.of()).isEmpty()) {
                skipped.add(new SkippedPhase(
                        stage.phase(),
                        rollback ? "a rollback runs no migration" : DatabaseNotes.skipped(desired, stage)));
            }
        }
        return skipped;
    }
}
