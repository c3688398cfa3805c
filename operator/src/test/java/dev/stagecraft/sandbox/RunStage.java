package dev.stagecraft.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The world around the operator in {@code make run}. */
interface RunStage extends AutoCloseable {
    /** Where the operator finds DigitalOcean. */
    URI cloud();

    /** Settings of the operator beyond the common ones. */
    Map<String, String> settings();

    /** Puts what the example refers to into its namespace. */
    void secrets(Resources resources);

    /** The example at that version. */
    String manifest(String version);

    @Override
    void close();

    /** Droplets of a simulated DigitalOcean, each a host in this JVM. */
    static RunStage simulated() {
        return new SimulatedStage(new DropletShop());
    }

    /** Real hosts with sshd and Docker Engine in network namespaces. */
    static RunStage docker(Path directory) {
        return DockerStage.start(directory);
    }

    /** See {@link #simulated}. */
    record SimulatedStage(DropletShop shop) implements RunStage {
        @Override
        public URI cloud() {
            return shop.cloud().baseUrl();
        }

        @Override
        public Map<String, String> settings() {
            // Nothing is lost on the way here, so there is time also on a machine that is busy.
            return Map.of("STAGECRAFT_CREATE_WINDOW", "30s");
        }

        @Override
        public void secrets(Resources resources) {
            resources.secret("do-token", Map.of("token", DropletShop.TOKEN));
            resources.sshKey(shop.clientKey());
            resources.secret("shop-env", Map.of("PASSWORD", "not-shown-anywhere"));
        }

        @Override
        public String manifest(String version) {
            // Who tries the version that is broken should not have to wait for minutes.
            return ShopManifest.of(shop, version)
                    .with("  rollout: {healthTimeout: 15s}")
                    .yaml();
        }

        @Override
        public void close() {
            shop.close();
        }
    }
}
