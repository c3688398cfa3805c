package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.ExitCode;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the exit status says of a resource. */
final class Verdict {
    /** What a person decides, with nothing broken. */
    private static final Set<String> WAITING =
            Set.of("AwaitingApproval", "PlanStale", "Suspended", "RolledBack", "Drifted");

    private static final String ROLLOUT_FAILED = "RolloutFailed";

    private Verdict() {}

    /** Of one resource; what was found before its last change does not count any more. */
    static int of(Stagecraft resource) {
        if (!Digests.observed(resource)) {
            return ExitCode.OK;
        }
        var status = resource.getStatus();
        if (NextSteps.condition(status, "Stalled")
                .filter(stalled -> stalled.getStatus().equals("True"))
                .isPresent()) {
            return ExitCode.FAILED;
        }
        var waiting = NextSteps.condition(status, "Ready")
                .filter(ready -> ready.getStatus().equals("False"))
                .map(Condition::getReason)
                .filter(WAITING::contains);
        if (waiting.isEmpty()) {
            return ExitCode.OK;
        }
        boolean failed = waiting.get().equals("RolledBack")
                && Optional.ofNullable(status.hold())
                        .filter(hold -> hold.reason().equals(ROLLOUT_FAILED))
                        .isPresent();
        return failed ? ExitCode.FAILED : ExitCode.WAITING;
    }

    /** Of several: a failure counts before what waits, what waits before what is well. */
    static int of(List<Stagecraft> resources) {
        var codes = resources.stream().map(Verdict::of).toList();
        if (codes.contains(ExitCode.FAILED)) {
            return ExitCode.FAILED;
        }
        return codes.contains(ExitCode.WAITING) ? ExitCode.WAITING : ExitCode.OK;
    }
}
