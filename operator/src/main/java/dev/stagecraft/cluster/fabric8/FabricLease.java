package dev.stagecraft.cluster.fabric8;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** The lease that replicas take turns by. The framework takes and renews it, and would let it run out when it stops. */
public final class FabricLease {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    public FabricLease(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /**
     * Gives it back if that replica holds it, so that the next one need not wait until it has run out. To be called when the
     * replica acts no more; throws when the API server does not answer.
     */
    public void release(String holder) {
        var lease = client.leases().inNamespace(namespace).withName(name).get();
        if (lease == null || !holder.equals(lease.getSpec().getHolderIdentity())) {
            return;
        }
        try {
            client.resource(free(lease)).update();
        } catch (KubernetesClientException failed) {
            if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw failed;
            }
            // Somebody else wrote it meanwhile, so it is not ours to give back.
        }
    }

    private static Lease free(Lease lease) {
        return new LeaseBuilder(lease)
                .editSpec()
                .withHolderIdentity("")
                .withLeaseDurationSeconds(1)
                .endSpec()
                .build();
    }
}
