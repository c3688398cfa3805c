package dev.stagecraft.sandbox.controlplane;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A namespace for each test, so that tests share a control plane without meeting. */
public final class Namespaces {

    private static final String RUN_LABEL = "stagecraft.dev/test-run";
    private static final String RUN = UUID.randomUUID().toString();

    private Namespaces() {}

    /** Creates a namespace whose name starts with the prefix, and answers the name. */
    public static String create(KubernetesClient client, String prefix) {
        return create(client, prefix, Map.of());
    }

    /**
     * Creates one with labels, such as {@code pod-security.kubernetes.io/enforce: restricted}. Like in any cluster pods
     * are refused until the service account is there, so where a controller makes those it is waited for.
     */
    public static String create(KubernetesClient client, String prefix, Map<String, String> labels) {
        var wanted = new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName(prefix + "-")
                .addToLabels(labels)
                .addToLabels(RUN_LABEL, RUN)
                .endMetadata()
                .build();
        var name = client.resource(wanted).create().getMetadata().getName();
        if (serviceAccountsAreMade(client)) {
            client.serviceAccounts()
                    .inNamespace(name)
                    .withName("default")
                    .waitUntilCondition(Objects::nonNull, 30, TimeUnit.SECONDS);
        }
        return name;
    }

    /** Asks for the deletion of every namespace that this JVM has created. */
    static void deleteAll(KubernetesClient client) {
        client.namespaces().withLabel(RUN_LABEL, RUN).delete();
    }

    private static boolean serviceAccountsAreMade(KubernetesClient client) {
        return client.serviceAccounts()
                        .inNamespace("default")
                        .withName("default")
                        .get()
                != null;
    }
}
