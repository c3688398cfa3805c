package dev.stagecraft.release;

import dev.stagecraft.plan.Desired;
import dev.stagecraft.plan.HookTarget;
import dev.stagecraft.plan.HostDefaults;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.plan.Observed;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.ServiceTarget;
import dev.stagecraft.plan.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One random life of a resource: specs, lists that lag, outcomes, deaths of the operator. The clock is the walk's own. */
final class Walk {
    static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int WILD_TURNS = 25;
    private static final int TURNS = 400;
    private static final Outcomes.Limits LIMITS = new Outcomes.Limits(2, 3);

    private final Random random;
    private final WalkRules rules = new WalkRules();
    private final Consumer<State> onEveryState;
    private final Set<String> running = new HashSet<>();
    private State state = State.initial();
    private Instant now = Instant.parse("2026-11-22T10:00:00.123Z");
    private int serial;

    Walk(long seed, Consumer<State> onEveryState) {
        random = new Random(seed);
        this.onEveryState = onEveryState;
    }

    /** Follows a few specs in turn, each to its end or to where another one replaces it; the last one always to its end. */
    RunState go(int specs) {
        for (int spec = 1; spec <= specs; spec++) {
            var plan = plan(spec);
            var opening = new Openings.Opening(
                    new Intent.Deploy(),
                    "v" + spec,
                    "spec-" + spec,
                    "spec-" + spec,
                    "in-" + spec,
                    Optional.empty(),
                    new TreeMap<>());
            move(Openings.begin(state, plan, opening, holder(), now));
            follow(spec < specs);
        }
        return state.run().map(Run::state).orElse(RunState.COMPLETED);
    }

    private void follow(boolean mayBeReplaced) {
        for (int turn = 0; active(); turn++) {
            if (turn > TURNS) {
                throw new AssertionError("the run never ends: " + state.run());
            }
            now = now.plusSeconds(random.nextInt(25));
            launch();
            boolean wild = turn < WILD_TURNS;
            if (wild && random.nextInt(12) == 0) {
                serial++;
                running.clear();
            } else if (wild && mayBeReplaced && running.isEmpty() && random.nextInt(3) == 0) {
                move(Outcomes.supersede(state, now, "something else is wanted now"));
            } else {
                endOne(wild);
            }
        }
        running.clear();
    }

    private boolean active() {
        return state.run().filter(run -> run.state() == RunState.RUNNING).isPresent();
    }

    private void launch() {
        var ids = state.hosts().stream().collect(Collectors.toMap(HostRecord::name, host -> "id-" + ++serial));
        var around = new Launches.Around(now, holder(), ids, running::contains, step -> Duration.ofMinutes(2), WINDOW);
        var result = random.nextInt(6) == 0 ? new Launches.Result(state, List.of()) : Launches.next(state, around);
        result.launches().forEach(launch -> rules.launched(state, launch, now));
        result.launches().forEach(launch -> running.add(launch.step().id()));
        move(result.state());
    }

    private void endOne(boolean wild) {
        var candidates = running.stream().sorted().toList();
        if (candidates.isEmpty()) {
            return;
        }
        var id = candidates.get(random.nextInt(candidates.size()));
        var step = state.run().flatMap(run -> run.step(id)).orElseThrow();
        running.remove(id);
        move(Outcomes.fold(state, id, wild ? outcome(step) : done(step), now, LIMITS));
    }

    private StepOutcome outcome(StepProgress step) {
        return switch (random.nextInt(14)) {
            case 0, 1 -> new StepOutcome.Waiting(Duration.ofSeconds(5), "not yet", machine(step));
            case 2, 3 -> new StepOutcome.Failed("HostUnreachable", "no answer");
            case 4 -> new StepOutcome.Refused("CloudRefused", "not allowed");
            default -> done(step);
        };
    }

    private StepOutcome done(StepProgress step) {
        if (step.kind() == StepKind.RUN_HOOK && random.nextInt(3) == 0) {
            return new StepOutcome.Done(
                    Map.of(Hooks.REASON, "HookFailed", Hooks.EXIT_CODE, "3", "message", "it said no"));
        }
        return new StepOutcome.Done(machine(step));
    }

    private Map<String, String> machine(StepProgress step) {
        return step.kind() == StepKind.CREATE_HOST
                ? Map.of("machine", "m-" + step.target() + "-" + ++serial, "publicIp", "192.0.2.1")
                : Map.of();
    }

    private Plan plan(int spec) {
        int hosts = 1 + random.nextInt(3);
        var declared = IntStream.rangeClosed(1, hosts)
                .mapToObj(i -> new HostTarget(
                        "app-" + i,
                        "app",
                        i,
                        "spec.hosts[0]",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false))
                .toList();
        see(declared);
        var web = new ServiceTarget("web", "app", "web@sha256:" + spec, "hash-" + spec, false, false, Optional.empty());
        var target = new ReleaseTarget(
                ReleaseTarget.Kind.DEPLOY, Optional.empty(), "v" + spec, "in-" + spec, List.of(web), List.of());
        var defaults = new HostDefaults(
                "spec.cloud.providers.digitalocean", Optional.empty(), Optional.empty(), Optional.empty());
        var desired = new Desired(
                "uid", true, declared, defaults, "spec-" + spec, Optional.of(target), 1 + random.nextInt(2), List.of());
        return Planner.plan(desired.hooking(hooks()), observed());
    }

    /** One at each end of a phase at most, and one for failures. */
    private List<HookTarget> hooks() {
        var hooks = new ArrayList<HookTarget>();
        for (var when : HookTarget.When.values()) {
            if (random.nextInt(3) == 0) {
                var phase = random.nextBoolean() ? Phase.ROLLOUT : Phase.FINALIZE;
                hooks.add(new HookTarget(
                        when.label(),
                        when,
                        Optional.of(phase),
                        "web",
                        Duration.ofMinutes(1),
                        random.nextBoolean(),
                        List.of("run")));
            }
        }
        return hooks;
    }

    /** The cloud's list, in which a machine may be missing although it is there. */
    private void see(List<HostTarget> declared) {
        var list = new ArrayList<>(state.hosts().stream()
                .filter(host -> host.machineId().isPresent())
                .map(host -> new Sightings.Sighting(host.name(), host.role(), machine(host)))
                .toList());
        if (list.size() > 1 && random.nextInt(3) == 0) {
            list.remove(random.nextInt(list.size()));
        }
        var result = Sightings.take(state, declared, list, new Sightings.Terms(false, true, now, WINDOW));
        if (result instanceof Sightings.Result.Seen(var seen)) {
            move(seen);
        } else {
            throw new AssertionError(result.toString());
        }
    }

    private static HostRecord.Machine machine(HostRecord host) {
        return new HostRecord.Machine(
                host.machineId().orElseThrow(),
                host.publicIp(),
                host.privateIp(),
                host.size(),
                host.region(),
                host.image());
    }

    private Observed observed() {
        return new Observed(
                state.hosts().stream().map(HostRecord::observed).toList(),
                state.history().serving().map(ReleaseRecord::id),
                List.of());
    }

    private String holder() {
        return "operator-" + serial;
    }

    private void move(State next) {
        rules.reached(next);
        state = next;
        onEveryState.accept(next);
    }
}
