package dev.stagecraft.reconcile.step;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** Says in a sentence what nobody foresaw: a fault of the API server, or one of our own. */
public final class Faults {
    private Faults() {}

    /** The reason and the sentence; what an exception of our own says stays in the log. */
    public static Finding of(Throwable fault, Sanitizer sanitizer) {
        return fault instanceof KubernetesClientException e
                ? new Finding("ApiServerError", sanitizer.clean(sentence(e)))
                : new Finding(
                        "InternalError",
                        "an unexpected " + fault.getClass().getSimpleName() + "; the operator's log has it");
    }

    private static String sentence(KubernetesClientException e) {
        var status = e.getStatus();
        var said = status == null || status.getMessage() == null ? "" : status.getMessage();
        if (e.getCode() == 0) {
            var cause = e.getCause() == null ? e : e.getCause();
            return "the API server could not be reached: " + cause.getMessage();
        }
        return "the API server answered with code " + e.getCode() + (said.isEmpty() ? "" : ": " + said);
    }
}
