package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes a machine of this resource and waits until it is gone; one that is gone already is done. The id comes from status,
 * which others can edit, so the machine must also have the name and the tag that this host's machine was made with.
 */
final class DeleteHost implements StepAction {
    private final Duration poll;

    DeleteHost(Duration poll) {
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var known = context.host().machineId().map(MachineId::new);
        if (known.isEmpty()) {
            return new StepOutcome.Done(Map.of("message", "there is no machine"));
        }
        var id = known.get();
        var driver = context.gathered().cloud().driver().removing();
        var owner = context.gathered().cloud().owner();
        var machine = driver.get(owner, id);
        if (machine.isEmpty()) {
            return new StepOutcome.Done(Map.of("message", "the machine is gone"));
        }
        if (!isOf(context, machine.get())) {
            return notOurs(context, machine.get());
        }
        try {
            driver.delete(owner, id, context.machineName());
        } catch (CloudException e) {
            if (e.code() == CloudException.Code.CONFLICT) {
                return new StepOutcome.Waiting(poll, String.valueOf(e.getMessage()), Map.of());
            }
            throw e;
        }
        return driver.get(id).isEmpty()
                ? new StepOutcome.Done(Map.of())
                : new StepOutcome.Waiting(poll, "the machine is being deleted", Map.of());
    }

    private static boolean isOf(StepContext context, Machine machine) {
        return machine.name().equals(context.machineName()) && machine.host().equals(Optional.of(context.target()));
    }

    private static StepOutcome notOurs(StepContext context, Machine machine) {
        return new StepOutcome.Refused(
                "NotOurs",
                "machine " + machine.id().value() + " is called " + machine.name() + " and tagged for host "
                        + machine.host().orElse("(none)") + ", but the machine of host " + context.target()
                        + " is called " + context.machineName()
                        + "; it is not deleted. Delete it by hand if it is not needed");
    }
}
