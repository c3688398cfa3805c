package dev.stagecraft.sandbox;

import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Two real hosts in network namespaces, borrowed by the static provider. */
final class DockerStage implements RunStage {
    private final RealHosts hosts;

    private DockerStage(RealHosts hosts) {
        this.hosts = hosts;
    }

    static DockerStage start(Path directory) {
        System.out.println("starting two hosts with sshd and Docker Engine, and making their images ...");
        var hosts = RealHosts.start(2, directory.resolve("hosts"));
        var images = new ShopImages(hosts.registry(), directory.resolve("images"));
        images.web("v1", ShopImages.Behaviour.GOOD);
        images.web("v2", ShopImages.Behaviour.GOOD);
        images.web("broken", ShopImages.Behaviour.UNHEALTHY);
        images.worker("v1");
        images.redis();
        return new DockerStage(hosts);
    }

    @Override
    public URI cloud() {
        return TestOperator.NO_CLOUD;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("STAGECRAFT_INSECURE_REGISTRIES", hosts.registry().host());
    }

    @Override
    public void secrets(Resources resources) {
        resources.secret("shop-ssh", Map.of("ssh-privatekey", hosts.clientPrivateKey()));
        resources.secret("shop-env", Map.of("PASSWORD", "not-shown-anywhere"));
    }

    @Override
    public String manifest(String version) {
        var fixed = new StringBuilder();
        for (var host : hosts.hosts()) {
            fixed.append("          app-%d: {address: %s, port: %d, hostKey: \"%s\"}%n"
                    .formatted(hosts.hosts().indexOf(host) + 1, host.address(), host.sshPort(), host.hostPublicKey()));
        }
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/shop}
                  environment: prod
                  version: %2$s
                  compose:
                    inline: |
                      services:
                        web: {image: %1$s/shop/web, depends_on: [redis]}
                        worker: {image: "%1$s/shop/worker:v1"}
                        redis: {image: "%1$s/shop/redis:7", volumes: [data:/data]}
                      volumes: {data: {}}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    redis: {role: app, rollout: {strategy: Manual}}
                  envFrom: [{secretRef: {name: shop-env}}]
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh}}
                  cloud:
                    provider: static
                    providers:
                      static:
                        hosts:
                """.formatted(hosts.registry().host(), version) + fixed;
    }

    @Override
    public void close() {
        hosts.close();
    }
}
