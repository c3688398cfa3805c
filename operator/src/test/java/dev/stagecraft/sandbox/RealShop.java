package dev.stagecraft.sandbox;

import dev.stagecraft.sandbox.net.Equipment;
import dev.stagecraft.sandbox.net.LocalRegistry;
import dev.stagecraft.sandbox.net.ProjectOnHost;
import dev.stagecraft.sandbox.net.RealHosts;
import dev.stagecraft.sandbox.net.ShopImages;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The shop (web, worker, redis) on two real hosts that the static provider borrows, with a real registry. */
public final class RealShop implements AutoCloseable {

    private static final int HOSTS = 2;

    private final RealHosts hosts;
    private final LocalRegistry.Pushed worker;

    private RealShop(RealHosts hosts, Path images) {
        this.hosts = hosts;
        var shop = new ShopImages(hosts.registry(), images);
        shop.web("v1", ShopImages.Behaviour.GOOD);
        shop.web("v2", ShopImages.Behaviour.SLOW);
        shop.web("broken", ShopImages.Behaviour.UNHEALTHY);
        shop.redis();
        this.worker = shop.worker("v1");
    }

    /** Starts the hosts and fills the registry; the hosts' logs go to {@code logs}, images are made in {@code images}. */
    public static RealShop start(Equipment equipment, Path logs, Path images) {
        var hosts = RealHosts.start(HOSTS, logs, equipment);
        try {
            return new RealShop(hosts, images);
        } catch (RuntimeException e) {
            hosts.close();
            throw e;
        }
    }

    public RealHosts hosts() {
        return hosts;
    }

    /** An image that every engine can pull. */
    public LocalRegistry.Pushed worker() {
        return worker;
    }

    /** The shop on each host, in the order of hosts. */
    public List<ProjectOnHost> projects() {
        return hosts.hosts().stream()
                .map(host -> new ProjectOnHost(host, "shop-prod"))
                .toList();
    }

    /** The resource "shop" at a version of web: redis is an accessory with a volume, and deletion takes everything. */
    public String shop(String version) {
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
                        web: {image: %1$s/shop/web, environment: {MODE: "${LOG_LEVEL}"}, depends_on: [redis]}
                        worker: {image: "%1$s/shop/worker:v1"}
                        redis: {image: "%1$s/shop/redis:7", volumes: ["data:/data"]}
                      volumes: {data: {}}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                    redis: {role: app, rollout: {strategy: Manual}}
                  env: [{name: LOG_LEVEL, value: info}]
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud: {provider: static, providers: {static: %3$s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                  rollout: {healthTimeout: 20s, drainTimeout: 10s}
                  deletionPolicy: Delete
                """.formatted(hosts.registry().host(), version, staticConfig(HOSTS));
    }

    /** The resource "note": a worker on the first of the same hosts, left alone by deletion as is the default. */
    public String note() {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: note}
                spec:
                  project: {name: note, registry: %1$s/shop}
                  environment: prod
                  version: v1
                  compose:
                    inline: |
                      services:
                        worker: {image: "%1$s/shop/worker"}
                  services:
                    worker: {role: app}
                  cloud: {provider: static, providers: {static: %2$s}}
                  hosts: [{name: app, role: app, count: 1}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                """.formatted(hosts.registry().host(), staticConfig(1));
    }

    /** The static provider's configuration for the first hosts, as YAML in flow style. */
    private String staticConfig(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "app-%d: {address: %s, hostKey: \"%s\"}"
                        .formatted(
                                number,
                                hosts.host(number).address(),
                                hosts.host(number).hostPublicKey()))
                .collect(Collectors.joining(", ", "{hosts: {", "}}"));
    }

    @Override
    public void close() {
        hosts.close();
    }
}
