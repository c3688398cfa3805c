package dev.stagecraft.cli.documented;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import java.nio.file.Path;
import java.util.Optional;

/** A cluster with an operator and a shop on two hosts, version v1 of which is released. */
final class ShopScene implements Scene {
    private static final String SECONDS = "\\b[0-9]+(\\.[0-9]+)?s\\b";

    private final StaticShop shop = new StaticShop(2);
    private final Resources resources;
    private Optional<StagecraftOperator> operator = Optional.empty();

    ShopScene() {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "documented"));
        resources.sshKey(shop.clientKey());
    }

    @Override
    public void prepare(Path directory) {
        operator = Optional.of(
                TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD));
        SharedControlPlane.client()
                .resource("""
                        apiVersion: stagecraft.dev/v1alpha1
                        kind: Stagecraft
                        metadata: {name: shop}
                        spec:
                          project: {name: shop, registry: %1$s/acme}
                          environment: prod
                          version: v1
                          compose:
                            inline: |
                              services:
                                web: {image: %1$s/acme/web}
                                worker: {image: %1$s/acme/worker:v1}
                          services:
                            web: {role: app, health: {path: /healthz, port: 8080}}
                          cloud: {provider: static, providers: {static: %2$s}}
                          hosts: [{name: app, role: app, count: 2}]
                          ssh: {keySecretRef: {name: shop-ssh}}
                        """.formatted(shop.registry().authority(), shop.staticConfig()))
                .inNamespace(resources.namespace())
                .create();
        resources.awaitReady("shop");
    }

    @Override
    public CliRun run(Path directory) {
        return CliRun.in(directory).cluster(resources.namespace());
    }

    @Override
    public String shown(String printed) {
        var text = printed;
        for (var host : resources.get("shop").getStatus().hosts()) {
            text = text.replace(host.id(), host.name() + "-id");
        }
        return text.replace(resources.namespace(), "shop")
                .replace(shop.registry().authority(), "registry.example.com")
                .replaceAll(SECONDS, "4s");
    }

    @Override
    public void close() {
        operator.ifPresent(StagecraftOperator::close);
        shop.close();
    }
}
