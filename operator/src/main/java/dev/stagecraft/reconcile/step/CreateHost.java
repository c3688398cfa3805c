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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Creates a machine, or adopts the one that an earlier attempt created. A create is sent only by the run whose intent was
 * recorded just before; every other run only looks.
 */
final class CreateHost implements StepAction {
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
        var owner = context.gathered().cloud().owner();
        boolean mayCreate = context.launch().mayCreate();
        var owned = mayCreate ? driver.listAll(owner) : driver.list(owner);
        var known = context.host().machineId().flatMap(id -> driver.get(owner, new MachineId(id)));
        if (known.isPresent()) {
            return adopt(driver, known.get());
        }
        var lastPost =
                mayCreate ? Optional.<java.time.Instant>empty() : context.host().createRequestedAt();
        var intent =
                new CreateIntent(context.target(), context.host().createId().orElse(""), lastPost);
        return switch (CreateProtocol.decide(owned, intent, clock.instant(), window)) {
            case CreateDecision.Adopt(var machine) -> adopt(driver, machine);
            case CreateDecision.Duplicate(var machines) ->
                new StepOutcome.Refused(
                        "DuplicateDroplet",
                        "host " + context.target() + " has several machines: "
                                + String.join(
                                        ", ",
                                        machines.stream()
                                                .map(m -> m.id().value())
                                                .toList())
                                + "; delete all but one by hand, then ask for a retry");
            case CreateDecision.WaitUntil(var until, var why) -> new StepOutcome.Waiting(poll, why, Map.of());
            case CreateDecision.Create() -> mayCreate ? create(context, driver) : unconfirmed();
        };
    }

    private static StepOutcome unconfirmed() {
        return new StepOutcome.Failed(
                "CreateUnconfirmed", "a create was sent and no machine appeared in time; it is sent again");
    }

    private StepOutcome create(StepContext context, CloudDriver driver) {
        var spec = context.gathered().spec();
        var project = spec.project();
        var request = new CreateMachine(
                context.gathered().cloud().owner(),
                request(context),
                context.host().createId().orElse(""),
                CreateMachine.name(project == null ? "" : project.name(), spec.environment(), context.target()),
                userData(context));
        try {
            return adopt(driver, driver.create(request));
        } catch (CloudException e) {
            if (e.code() == CloudException.Code.AMBIGUOUS_CREATE) {
                return new StepOutcome.Waiting(
                        poll, "the answer to the create was lost; looking for the machine", Map.of());
            }
            throw e;
        }
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
        return outputs;
    }
}
