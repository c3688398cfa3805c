package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;

/** Deletes a machine of this resource and waits until it is gone; one that is gone already is done. */
final class DeleteHost implements StepAction {
    private final Duration poll;

    DeleteHost(Duration poll) {
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var id = context.host().machineId();
        if (id.isEmpty()) {
            return new StepOutcome.Done(Map.of("message", "there is no machine"));
        }
        var driver = context.gathered().cloud().driver();
        var owner = context.gathered().cloud().owner();
        var machine = driver.get(owner, new MachineId(id.get()));
        if (machine.isEmpty()) {
            return new StepOutcome.Done(Map.of("message", "the machine is gone"));
        }
        driver.delete(owner, machine.get());
        return driver.get(new MachineId(id.get())).isEmpty()
                ? new StepOutcome.Done(Map.of())
                : new StepOutcome.Waiting(poll, "the machine is being deleted", Map.of());
    }
}
