package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

/** Whether a new container of a service can run beside the old one on the same host. */
public sealed interface RollingEligibility {
    /** It can: no downtime. */
    record StartFirst() implements RollingEligibility {}

    /** @param reason a sentence that announces the downtime and says what causes it */
    record StopFirst(String reason) implements RollingEligibility {
        public StopFirst {
            requireNonNull(reason, "reason");
        }
    }

    /** Judged by the file alone. */
    static RollingEligibility of(ServiceDefinition service) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
