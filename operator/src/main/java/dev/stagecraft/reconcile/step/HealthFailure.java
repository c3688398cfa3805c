package dev.stagecraft.reconcile.step;

import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.StepOutcome;

/** Says that a service is not fit to serve. */
final class HealthFailure {
    private static final String REASON = "HealthCheckFailed";

    private HealthFailure() {}

    /** It will not become healthy. */
    static StepOutcome.Refused broken(Served.Service service, String why) {
        return new StepOutcome.Refused(REASON, "service " + service.name() + " is not healthy: " + why);
    }

    /** It had its time. */
    static StepOutcome.Refused late(OnHost host, Served.Service service, String why) {
        return new StepOutcome.Refused(
                REASON,
                "service " + service.name() + " did not become healthy within rollout.healthTimeout ("
                        + host.context().gathered().spec().rollout().healthTimeout() + "): " + why);
    }

    /** The same, with what was done about it. */
    static StepOutcome.Refused after(StepOutcome.Refused failure, String consequence) {
        return new StepOutcome.Refused(failure.reason(), failure.message() + "; " + consequence);
    }
}
