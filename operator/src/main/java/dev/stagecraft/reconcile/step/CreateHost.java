package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.CloudInit;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CreateDecision;
import dev.stagecraft.provider.cloud.CreateIntent;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.CreateProtocol;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Creates a machine, or adopts the one that an earlier attempt created. A create is sent only by the run whose intent was
 * recorded just before; every other run only looks.
 */
final class CreateHost implements StepAction {
    /** What is left of the window must cover the request itself and the lag of lists. */
    private static final int PART_OF_WINDOW = 4;

    private final HostSessions sessions;
    private final Clock clock;
    private final Duration window;
    private final Duration poll;

    CreateHost(HostSessions sessions, Clock clock, Duration window, Duration poll) {
        this.sessions = sessions;
        this.clock = clock;
        this.window = window;
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var driver = context.gathered().cloud().driver();
        boolean mayCreate = context.launch().mayCreate();
        List<Machine> seen;
        try {
            var known = known(context, driver);
            if (known.isPresent() && !mayCreate) {
                return adopt(driver, known.get());
            }
            seen = everyWay(context, driver, known);
        } catch (CloudException e) {
            return limited(context, e);
        }
        var lastPost = mayCreate ? Optional.<Instant>empty() : context.host().createRequestedAt();
        var intent =
                new CreateIntent(context.target(), context.host().createId().orElse(""), lastPost);
        return switch (CreateProtocol.decide(seen, intent, clock.instant(), window)) {
            case CreateDecision.Adopt(var machine) -> adopt(driver, machine);
            case CreateDecision.Duplicate(var machines) -> duplicate(context, machines);
            case CreateDecision.WaitUntil(var until, var why) -> new StepOutcome.Waiting(poll, why, Map.of());
            case CreateDecision.Create() -> mayCreate ? create(context, driver, seen) : unconfirmed();
        };
    }

    private static Optional<Machine> known(StepContext context, CloudDriver driver) {
        return context.host()
                .machineId()
                .flatMap(id -> driver.get(context.gathered().cloud().owner(), new MachineId(id)))
                .filter(machine -> machine.host().equals(Optional.of(context.target())));
    }

    /** The filter by tag may lag behind the whole listing, and both behind a look by id. */
    private static List<Machine> everyWay(StepContext context, CloudDriver driver, Optional<Machine> known) {
        var owner = context.gathered().cloud().owner();
        var seen = new ArrayList<>(driver.list(owner));
        seen.addAll(driver.listAll(owner));
        known.ifPresent(seen::add);
        return seen;
    }

    private static StepOutcome duplicate(StepContext context, List<Machine> machines) {
        return new StepOutcome.Refused(
                "DuplicateDroplet",
                "host " + context.target() + " has several machines: "
                        + String.join(
                                ", ", machines.stream().map(m -> m.id().value()).toList())
                        + "; delete all but one by hand, then ask for a retry");
    }

    private static StepOutcome unconfirmed() {
        return new StepOutcome.Failed(
                "CreateUnconfirmed", "a create was sent and no machine appeared in time; it is sent again");
    }

    private StepOutcome create(StepContext context, CloudDriver driver, List<Machine> seen) {
        if (isBlind(context, driver, seen)) {
            return new StepOutcome.Refused(
                    "SuspiciousObservation",
                    "the cloud shows none of the known machines, which is what the token of another team looks like;"
                            + " no machine is created. If they are gone indeed, ask for a retry");
        }
        var request = new CreateMachine(
                context.gathered().cloud().owner(),
                request(context),
                context.host().createId().orElse(""),
                context.machineName(),
                userData(context));
        if (isLate(context)) {
            return new StepOutcome.Postponed(
                    poll,
                    "CreateDelayed",
                    "it took too long to come to the create; nothing was sent, and it begins anew",
                    true);
        }
        Machine machine;
        try {
            machine = driver.create(request);
        } catch (CloudException e) {
            if (e.code() == CloudException.Code.AMBIGUOUS_CREATE) {
                return new StepOutcome.Waiting(
                        poll, "the answer to the create was lost; looking for the machine", Map.of());
            }
            return limited(context, e);
        }
        // Its id must become known first; whatever else may be asked of the cloud can fail.
        return machine.state() == Machine.State.ACTIVE
                ? adopt(driver, machine)
                : new StepOutcome.Waiting(poll, "the machine is being created", outputs(machine));
    }

    /** Known machines were there when the plan was made: where all are gone, the token was changed meanwhile. */
    private static boolean isBlind(StepContext context, CloudDriver driver, List<Machine> seen) {
        var owner = context.gathered().cloud().owner();
        var ids = context.state().hosts().stream()
                .flatMap(host -> host.machineId().stream())
                .toList();
        return !ids.isEmpty()
                && seen.stream().noneMatch(machine -> ids.contains(machine.id().value()))
                && ids.stream()
                        .noneMatch(id -> driver.get(owner, new MachineId(id)).isPresent());
    }

    /** A create sent now could turn up after the time at which the next one may be sent. */
    private boolean isLate(StepContext context) {
        var latest = context.host().createRequestedAt().map(at -> at.plus(window.dividedBy(PART_OF_WINDOW)));
        return latest.isEmpty() || clock.instant().isAfter(latest.get());
    }

    /** Thrown before a create was sent, or in its place: a rate limit costs nothing but time, and no doubt is left. */
    private static StepOutcome limited(StepContext context, CloudException e) {
        if (e.code() != CloudException.Code.RATE_LIMITED) {
            throw e;
        }
        return StepFailures.postponed(
                e, context.gathered().sanitizer(), context.launch().mayCreate());
    }

    private static MachineRequest request(StepContext context) {
        var target = context.gathered().hosts().stream()
                .filter(host -> host.name().equals(context.target()))
                .findFirst()
                .orElseThrow();
        return new MachineRequest(
                target.name(), target.role(), target.index(), target.size(), target.region(), target.image());
    }

    private Secret userData(StepContext context) {
        var key = context.gathered().identity().hostKeys().get(context.target());
        if (key == null) {
            throw new IllegalStateException("no host key was generated for host " + context.target());
        }
        return CloudInit.userData(
                new HostIdentity(key.privateKey(), key.publicKey()),
                sessions.authorizedKey(context.gathered().sshKey()));
    }

    private StepOutcome adopt(CloudDriver driver, Machine machine) {
        var outputs = outputs(machine);
        return switch (machine.state()) {
            case ACTIVE ->
                outputs.containsKey("publicIp") || outputs.containsKey("privateIp")
                        ? new StepOutcome.Done(outputs)
                        : new StepOutcome.Waiting(poll, "the machine has no address yet", outputs);
            case NEW ->
                driver.creation(machine.id()) == CreationState.ERRORED
                        ? new StepOutcome.Refused(
                                "CloudRefused",
                                "the cloud could not create machine "
                                        + machine.id().value() + "; delete it by hand, then ask for a retry")
                        : new StepOutcome.Waiting(poll, "the machine is being created", outputs);
            case OFF, ARCHIVED, UNKNOWN -> new StepOutcome.Waiting(poll, "the machine is not running", outputs);
        };
    }

    private static Map<String, String> outputs(Machine machine) {
        var outputs = new TreeMap<String, String>();
        outputs.put("machine", machine.id().value());
        machine.publicIp().ifPresent(ip -> outputs.put("publicIp", ip));
        machine.privateIp().ifPresent(ip -> outputs.put("privateIp", ip));
        if (!machine.size().isEmpty()) {
            outputs.put("size", machine.size());
        }
        if (!machine.region().isEmpty()) {
            outputs.put("region", machine.region());
        }
        if (!machine.image().isEmpty()) {
            outputs.put("image", machine.image());
        }
        return outputs;
    }
}
