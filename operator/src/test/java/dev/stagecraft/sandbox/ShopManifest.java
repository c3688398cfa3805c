package dev.stagecraft.sandbox;

/** The shop of the examples as a resource: web, worker and an accessory, on droplets. */
public record ShopManifest(String registry, int sshPort, String version, int count, String extra) {

    /** Two application hosts. */
    public static ShopManifest of(DropletShop shop, String version) {
        return new ShopManifest(shop.registry().authority(), shop.sshPort(), version, 2, "");
    }

    public ShopManifest count(int other) {
        return new ShopManifest(registry, sshPort, version, other, extra);
    }

    /** With further lines of {@code spec}, each indented by two spaces. */
    public ShopManifest with(String lines) {
        return new ShopManifest(registry, sshPort, version, count, extra + lines.stripTrailing() + "\n");
    }

    /** To be applied. */
    public String yaml() {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop}
                spec:
                  project: {name: shop, registry: %1$s/acme}
                  environment: prod
                  version: %2$s
                  compose:
                    inline: |
                      services:
                        web:
                          image: %1$s/acme/web
                          environment: {GREETING: "${GREETING}"}
                          depends_on: [redis]
                        worker: {image: "%1$s/acme/worker:v1"}
                        redis:
                          image: %1$s/library/redis:7
                          volumes: [data:/data]
                      volumes: {data: {}}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                    worker: {role: app}
                    redis: {role: app, rollout: {strategy: Manual}}
                  env: [{name: GREETING, value: hello}]
                  envFrom: [{secretRef: {name: shop-env}}]
                  cloud:
                    provider: digitalocean
                    providers:
                      digitalocean: {tokenSecretRef: {name: do-token, key: token}, region: nyc3, size: s-1vcpu-1gb, image: ubuntu-24-04-x64}
                  hosts: [{name: app, role: app, count: %3$d}]
                  ssh: {port: %4$d, keySecretRef: {name: shop-ssh}}
                """.formatted(registry, version, count, sshPort) + extra;
    }
}
