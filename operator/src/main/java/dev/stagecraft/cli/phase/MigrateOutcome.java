package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.DatabaseStatus;
import dev.stagecraft.api.v1alpha1.PlanStatus;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StepStatus;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads from status what came of a request for a migration.
 *
 * @param name of the resource
 * @param request a database, {@code @} and a token
 * @param before the plan when it was asked. If it waits for an approval, that says nothing of the request until the operator has
 *     looked anew; and what it has run was not run for the request
 */
record MigrateOutcome(
        Session session,
        String name,
        String database,
        String request,
        Optional<PlanStatus> before,
        Asked asked,
        StandingTrouble trouble) {
    /** @param resource as it was when it was asked */
    MigrateOutcome(Session session, Stagecraft resource, String database, String request) {
        this(
                session,
                resource.getMetadata().getName(),
                database,
                request,
                Optional.ofNullable(resource.getStatus().plan()),
                new Asked("migrate", request),
                new StandingTrouble(resource));
    }

    /** How it ended, or why it does not go on. */
    record Outcome(int exitCode, String sentence) {}

    /**
     * Empty while there is none.
     *
     * @param progress is told how far it is
     */
    Optional<Outcome> of(Optional<Stagecraft> now, Consumer<String> progress) {
        if (now.isEmpty()) {
            return failed(name + " was deleted before the migration had an outcome.");
        }
        var status = now.get().getStatus();
        var at = Optional.ofNullable(status.databases().get(database))
                .orElseGet(() -> new DatabaseStatus(0, "", 0, "", ""));
        var plan = Optional.ofNullable(status.plan());
        var step = step(plan);
        if (!Requests.handledMigration(now.get(), request)) {
            return unhandled(now.get(), plan.filter(found -> step.isPresent()), at, progress);
        }
        if (at.note().contains("request " + request + " was run")) {
            return failed("Database " + database + ": " + at.note() + ".");
        }
        if (step.isPresent() && plan.isPresent() && !isOfAnEarlierRequest(step.get())) {
            return ended(plan.get(), step.get(), at, progress);
        }
        return Optional.of(new Outcome(ExitCode.OK, "Database " + database + ": nothing was pending; " + position(at)));
    }

    private Optional<StepStatus> step(Optional<PlanStatus> plan) {
        return plan.stream()
                .flatMap(found -> found.steps().stream())
                .filter(found -> found.id().equals("migrate/" + database))
                .findFirst();
    }

    private boolean isOfAnEarlierRequest(StepStatus step) {
        return step(before)
                .filter(earlier ->
                        earlier.state().equals("completed") && Objects.equals(earlier.finishedAt(), step.finishedAt()))
                .isPresent();
    }

    /** The operator has not begun with it: it waits for an approval, or for what goes first. */
    private Optional<Outcome> unhandled(
            Stagecraft now, Optional<PlanStatus> plan, DatabaseStatus at, Consumer<String> progress) {
        if (plan.filter(found -> found.state().equals("AwaitingApproval")).isPresent()
                && (!plan.map(PlanStatus::id).equals(before.map(PlanStatus::id)) || looked(now))) {
            var why = plan.get().steps().stream()
                    .map(StepStatus::riskReason)
                    .filter(words -> !words.isEmpty())
                    .findFirst()
                    .orElse("the policy wants one");
            return Optional.of(new Outcome(
                    ExitCode.WAITING,
                    Sentence.of("The migration of database " + database + " waits for an approval: " + why)
                            + " Let it run with " + Suggestion.command(session, "approve", name) + "."));
        }
        var other = asked.replacement(now);
        if (other.isPresent()) {
            return failed("The request " + request
                    + (other.get().isEmpty() ? " was taken away" : " gave way to " + other.get())
                    + " before the operator began with it: nothing of it was run. Run this again"
                    + (other.get().isEmpty() ? "" : " when that is over") + ".");
        }
        if (at.note().contains(request)) {
            progress.accept(at.note());
        } else if (trouble.answer(now).isPresent()
                && Requests.condition(now, "Accepted")
                        .filter(condition -> condition.getStatus().equals("False"))
                        .isPresent()) {
            return failed("The operator cannot use " + name + ": "
                    + Requests.condition(now, "Accepted").orElseThrow().getMessage() + ".");
        }
        return Optional.empty();
    }

    /** The request to look anew has the same token. */
    private boolean looked(Stagecraft now) {
        return now.getStatus().handled().reconcile().equals(request.substring(database.length() + 1));
    }

    private Optional<Outcome> ended(PlanStatus plan, StepStatus step, DatabaseStatus at, Consumer<String> progress) {
        return switch (step.state()) {
            case "completed" ->
                Optional.of(new Outcome(ExitCode.OK, "Database " + database + " is migrated; " + position(at)));
            case "failed" ->
                failed("The migration of database " + database + " failed (" + step.reason() + "): "
                        + Sentence.of(step.message())
                        + " Correct the cause, and run "
                        + Suggestion.command(session, "migrate", "run", name, "--database", database) + " again.");
            default -> {
                if (plan.state().equals("Running")) {
                    progress.accept(step.description() + (step.message().isEmpty() ? "" : ": " + step.message()));
                }
                yield Optional.empty();
            }
        };
    }

    private static String position(DatabaseStatus at) {
        return at.applied() + " applied" + (at.last().isEmpty() ? "" : ", the last is " + at.last()) + ", "
                + at.pending() + " pending.";
    }

    private static Optional<Outcome> failed(String sentence) {
        return Optional.of(new Outcome(ExitCode.FAILED, Sentence.of(sentence)));
    }
}
