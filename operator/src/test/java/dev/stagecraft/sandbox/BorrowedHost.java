package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.host.SimulatedHost;
import java.time.InstantSource;
import java.util.List;

/**
 * One host that the static provider borrows, an operator that watches a namespace for it, and manifests in which the services
 * are all that a case writes.
 */
public final class BorrowedHost implements AutoCloseable {
    private final StaticShop shop;
    private final Resources resources;
    private final StagecraftOperator operator;

    /** With the right time. */
    public BorrowedHost(String prefix) {
        this(prefix, InstantSource.system());
    }

    /** With a clock of its own. */
    public BorrowedHost(String prefix, InstantSource clock) {
        shop = new StaticShop(1, clock);
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, prefix));
        resources.sshKey(shop.clientKey());
        operator = TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD);
    }

    public Resources resources() {
        return resources;
    }

    public StaticShop shop() {
        return shop;
    }

    public SimulatedHost host() {
        return shop.host("app-1");
    }

    /** The containers of a service, oldest first. */
    public List<SimulatedContainer> containers(String service) {
        return host().engine().containers().stream()
                .filter(container -> container.service().equals(service))
                .toList();
    }

    /**
     * A resource {@code shop} with one host.
     *
     * @param services below the key of that name, one a line; {@code WEB}, {@code WORKER} and {@code TASK} stand for images
     * @param spec further fields, indented by two
     */
    public String yaml(String services, String spec) {
        return yaml("v1", services, spec);
    }

    /** The same on that version, which is the tag of {@code WEB}. */
    public String yaml(String version, String services, String spec) {
        var registry = shop.registry().authority();
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %s/acme}
                  environment: prod
                  version: %s
                  cloud: {provider: static, providers: {static: %s}}
                  hosts: [{name: app-1, role: app}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  compose:
                    inline: |
                      services:
                %s
                """.formatted(
                                registry,
                                version,
                                shop.staticConfig(),
                                services.replace("WEB", registry + "/acme/web")
                                        .replace("WORKER", registry + "/acme/worker:v1")
                                        .replace("TASK", registry + "/acme/task:v1")
                                        .indent(8)
                                        .stripTrailing())
                + spec;
    }

    @Override
    public void close() {
        operator.close();
        shop.close();
    }
}
