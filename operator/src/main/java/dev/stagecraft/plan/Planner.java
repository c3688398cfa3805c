package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Computes the plan from what is observed to what is desired. Pure: the same arguments give the same plan, byte for byte. */
public final class Planner {
    private Planner() {}

    /** The plan that brings the observed state to the desired one; empty steps when it is there already. */
    public static Plan plan(Desired desired, Observed observed) {
        var infra = InfraSteps.plan(desired, observed);
        var rollout = desired.release()
                .map(target -> RolloutSteps.plan(desired, observed, target))
                .orElse(RolloutSteps.NOTHING);
        var steps = new ArrayList<Step>(infra.steps());
        steps.addAll(rollout.steps());
        var removals = desired.release()
                .filter(target -> !rollsBack(desired))
                .map(target -> RemovalSteps.plan(desired, observed, target))
                .orElse(RemovalSteps.NOTHING);
        var migrated = deploys(desired)
                ? DatabaseSteps.of(desired, observed, MigrationStage.MIGRATE_POST, rollout.healthy())
                : List.<Step>of();
        steps.addAll(ReleaseEnd.steps(List.copyOf(steps), rollout, migrated, removals.steps()));
        var woven = HookSteps.around(steps, desired);
        var notes = new ArrayList<String>(rollout.notes());
        notes.addAll(removals.notes());
        notes.addAll(HookSteps.notes(woven, rollout.skipped(), desired));
        var refusals = new ArrayList<Refusal>(rollsBack(desired) ? List.of() : infra.refusals());
        refusals.addAll(removals.refusals());
        if (deploys(desired)) {
            desired.databases().forEach(database -> refusals.addAll(MigrationsDue.refused(database, observed)));
        }
        var migrations = deploys(desired)
                ? DatabaseSteps.listed(
                        desired, observed, List.of(MigrationStage.MIGRATE_PRE, MigrationStage.MIGRATE_POST))
                : List.<PlannedMigration>of();
        return new Plan(id(desired, observed, woven), woven, rollout.skipped(), notes, refusals, migrations);
    }

    /** The plan that runs, beside any release, what is due in the databases; empty steps where everything is held or done. */
    public static Plan migrations(Desired desired, Observed observed) {
        var stages = List.of(MigrationStage.CONTRACT, MigrationStage.MANUAL);
        var steps = new ArrayList<Step>();
        for (var stage : stages) {
            steps.addAll(DatabaseSteps.of(
                    desired,
                    observed,
                    stage,
                    steps.isEmpty() ? List.of() : List.of(steps.getLast().id())));
        }
        return new Plan(
                id(desired, observed, steps),
                steps,
                List.of(),
                DatabaseNotes.of(desired, observed, false),
                desired.databases().stream()
                        .flatMap(database -> database.refusals().stream())
                        .toList(),
                DatabaseSteps.listed(desired, observed, stages));
    }

    private static boolean deploys(Desired desired) {
        return desired.release()
                .filter(target -> target.kind() == ReleaseTarget.Kind.DEPLOY)
                .isPresent();
    }

    /**
     * A rollback puts an old release on the hosts that are there and does nothing else: a person's approval, or a change that is
     * refused, must not stand between a failed release and the one that worked. What else is wanted comes in the plan after it.
     */
    private static boolean rollsBack(Desired desired) {
        return desired.release()
                .filter(target -> target.kind() == ReleaseTarget.Kind.ROLLBACK)
                .isPresent();
    }

    /** The plan that takes everything of a resource away that is not protected. */
    public static Plan removal(Desired desired, Observed observed) {
        var steps = new ArrayList<Step>();
        for (var host : observed.hosts()) {
            if (!host.protect()) {
                steps.add(RemovalSteps.remove(desired, host));
            }
        }
        return new Plan(id(desired, observed, steps), steps, List.of(), List.of(), List.of());
    }

    private static String id(Desired desired, Observed observed, List<Step> steps) {
        return CanonicalJson.hash(Map.of(
                "uid", desired.uid(),
                "inputs", desired.inputsHash(),
                "release", desired.release().map(ReleaseTarget::inputsHash),
                "images",
                        desired.release().map(ReleaseTarget::services).orElse(List.of()).stream()
                                .map(service -> service.name() + "=" + service.image())
                                .toList(),
                "observed", observed.hosts().stream().map(Planner::fingerprint).toList(),
                "serving", observed.serving(),
                "steps", steps.stream().map(Planner::fingerprint).toList()));
    }

    private static Map<String, Object> fingerprint(ObservedHost host) {
        return Map.of(
                "name", host.name(),
                "role", host.servedRole(),
                "machine", host.machineId(),
                "bootstrapped", host.bootstrapped(),
                "release", host.release());
    }

    private static Map<String, Object> fingerprint(Step step) {
        return Map.of(
                "id", step.id(),
                "kind", step.kind(),
                "target", step.target(),
                "inputs", step.inputs(),
                "dependsOn", step.dependsOn(),
                "risk", step.risk());
    }
}
