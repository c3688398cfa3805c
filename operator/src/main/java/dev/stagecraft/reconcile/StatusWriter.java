package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.reconcile.step.Faults;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.status.StatusFold;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.time.Instant;

/** Writes a status, always against the version of the resource that was decided on. */
final class StatusWriter {
    private StatusWriter() {}

    /** Writes what is new; throws when the resource has changed since. */
    static void write(Stagecraft resource, Context<Stagecraft> context, StagecraftStatus status) {
        if (!status.equals(resource.getStatus())) {
            var patched = new Stagecraft();
            patched.setMetadata(resource.getMetadata());
            patched.setSpec(resource.getSpec());
            patched.setStatus(status);
            context.resourceOperations().updatePrimaryStatus(patched);
        }
    }

    /** Says that looking at the resource failed; throws nothing of its own, as the fault itself is on its way up. */
    static void failing(
            Stagecraft resource, Context<Stagecraft> context, Exception fault, Sanitizer sanitizer, Instant now) {
        var root = root(fault);
        if (root instanceof KubernetesClientException e && e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
            return; // decided on a resource that has changed since: the next look has the new one
        }
        var why = Faults.of(root, sanitizer);
        var generation = resource.getMetadata().getGeneration();
        try {
            write(resource, context, StatusFold.failing(resource.getStatus(), generation, why, now));
        } catch (KubernetesClientException unsaid) {
            fault.addSuppressed(unsaid);
        }
    }

    /** The fault itself, without what the operator framework wraps it in. */
    private static Throwable root(Throwable fault) {
        return fault instanceof OperatorException && fault.getCause() != null ? fault.getCause() : fault;
    }
}
