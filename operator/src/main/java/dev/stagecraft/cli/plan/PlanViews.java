package dev.stagecraft.cli.plan;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.plan.PlanView.Change;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.preview.Difference;
import dev.stagecraft.reconcile.preview.Preview;
import dev.stagecraft.reconcile.preview.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Previews as they are shown. */
final class PlanViews {
    private final Stagecraft resource;
    private final String against;
    private final List<String> notes;
    private final Function<String, String> places;

    /**
     * @param against what the plan starts from
     * @param notes beside those of the plan
     * @param places from the path of a field to file and line; empty where that is not known
     */
    PlanViews(Stagecraft resource, String against, List<String> notes, Function<String, String> places) {
        this.resource = resource;
        this.against = against;
        this.notes = List.copyOf(notes);
        this.places = places;
    }

    /** What of a plan is shown. */
    record Terms(List<String> services, boolean diff) {}

    PlanView of(Preview preview, Terms terms) {
        return switch (preview) {
            case Preview.Refused(var why) -> refused(Refusals.of(why));
            case Preview.Planned planned -> planned(planned, terms);
        };
    }

    private PlanView refused(Refusal why) {
        return new PlanView(
                subject(),
                against,
                PlanView.REFUSED,
                "",
                new PlanView.Counts(0, 0, 0),
                Risk.SAFE.label(),
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                notes,
                List.of(refusal(why)),
                null);
    }

    private PlanView planned(Preview.Planned planned, Terms terms) {
        var plan = planned.plan();
        var concerned = new ServiceSteps(planned);
        var steps = terms.services().isEmpty() ? plan.steps() : concerned.of(terms.services());
        var images = new TreeMap<>(planned.wanted().images());
        if (!terms.services().isEmpty()) {
            images.keySet().retainAll(terms.services());
        }
        var all = new ArrayList<>(planned.notes());
        all.addAll(notes);
        return new PlanView(
                subject(),
                against,
                !planned.refusals().isEmpty()
                        ? PlanView.REFUSED
                        : steps.isEmpty() ? PlanView.NOTHING : PlanView.CHANGES,
                plan.id(),
                counts(steps),
                steps.stream().map(Step::risk).reduce(Risk.SAFE, Risk::max).label(),
                steps.stream().anyMatch(step -> step.kind() == StepKind.RECORD_RELEASE),
                terms.services(),
                steps.stream().map(PlanViews::step).toList(),
                plan.skipped().stream()
                        .map(skipped -> new PlanView.Skipped(skipped.phase().label(), skipped.reason()))
                        .toList(),
                plan.migrations().stream()
                        .map(file -> new PlanView.Pending(
                                file.database(),
                                file.id(),
                                file.stage().label(),
                                file.type().label(),
                                file.reason()))
                        .toList(),
                images,
                all.stream().distinct().toList(),
                planned.refusals().stream().map(this::refusal).toList(),
                terms.diff() ? changes(Difference.of(planned), terms.services()) : null);
    }

    private static PlanView.Counts counts(List<Step> steps) {
        return new PlanView.Counts(
                count(steps, StepKind.CREATE_HOST),
                count(steps, StepKind.ROLL_OUT),
                count(steps, StepKind.DELETE_HOST) + count(steps, StepKind.CLEAR_HOST));
    }

    private static int count(List<Step> steps, StepKind kind) {
        return (int) steps.stream().filter(step -> step.kind() == kind).count();
    }

    private PlanView.Subject subject() {
        var spec = resource.getSpec();
        return new PlanView.Subject(
                resource.getMetadata().getNamespace(),
                resource.getMetadata().getName(),
                spec.project() == null ? "" : spec.project().name(),
                spec.environment(),
                spec.version());
    }

    private static PlanView.StepView step(Step step) {
        return new PlanView.StepView(
                step.id(),
                step.phase().label(),
                step.kind().label(),
                step.target(),
                step.description(),
                step.dependsOn(),
                step.risk().label(),
                step.riskReason().orElse(""));
    }

    private PlanView.Refused refusal(Refusal why) {
        return new PlanView.Refused(
                why.reason(), why.path(), why.path().isEmpty() ? "" : places.apply(why.path()), why.message());
    }

    private static PlanView.Changes changes(Difference found, List<String> services) {
        return new PlanView.Changes(
                found.release().orElse(null),
                found.version().map(PlanViews::change).orElse(null),
                changes(kept(found.images(), services, name -> name)),
                new PlanView.Names(
                        found.environment().added(),
                        found.environment().removed(),
                        found.environment().changed()),
                changes(found.hosts()),
                kept(
                        found.compose(),
                        services,
                        path -> path.startsWith("services.") ? path.substring("services.".length()) : ""));
    }

    /** Those of the services; what belongs to none is kept. */
    private static <T> SortedMap<String, T> kept(
            SortedMap<String, T> all, List<String> services, Function<String, String> service) {
        var kept = new TreeMap<>(all);
        kept.keySet()
                .removeIf(key ->
                        !services.isEmpty() && !service.apply(key).isEmpty() && !services.contains(service.apply(key)));
        return kept;
    }

    private static SortedMap<String, Change> changes(SortedMap<String, Difference.Change> found) {
        var changes = new TreeMap<String, Change>();
        found.forEach((name, change) -> changes.put(name, change(change)));
        return changes;
    }

    private static Change change(Difference.Change change) {
        return new Change(text(change.before()), text(change.after()));
    }

    private static @Nullable String text(Optional<String> value) {
        return value.orElse(null);
    }
}
