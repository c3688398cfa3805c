package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.net.Equipment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A shop on real hosts, a namespace of the shared control plane with the Secrets that it names, and an operator over both. */
public final class RealStage implements AutoCloseable {
    /** What the Secret {@code shop-env} holds under {@code PASSWORD}: everything that a shell or a dotenv file trips over. */
    public static final String PASSWORD = "pa$$ \"${HOME}\" 'quoted' \\n #1\nnext=line";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RealShop shop;
    private final Resources resources;
    private final StagecraftOperator operator;

    private RealStage(RealShop shop) {
        this.shop = shop;
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "e2e"), PATIENCE);
        resources.secret("shop-ssh", Map.of("ssh-privatekey", shop.hosts().clientPrivateKey()));
        resources.secret("shop-env", Map.of("PASSWORD", PASSWORD));
        var settings = TestOperator.environment(resources.namespace(), TestOperator.NO_CLOUD);
        settings.put("STAGECRAFT_INSECURE_REGISTRIES", shop.hosts().registry().host());
        operator = TestOperator.start(SharedControlPlane.get().config(), settings);
    }

    /** Starts the hosts and the operator; images are made in that directory. */
    public static RealStage start(Equipment equipment, Path images) {
        var logs = Path.of("target", "e2e", "release-" + equipment.name().toLowerCase(Locale.ROOT));
        var shop = RealShop.start(equipment, logs, images);
        try {
            return new RealStage(shop);
        } catch (RuntimeException e) {
            shop.close();
            throw e;
        }
    }

    public RealShop shop() {
        return shop;
    }

    public Resources resources() {
        return resources;
    }

    /** The states of the recorded releases, oldest first. */
    public List<String> recorded() {
        return resources.releases().stream()
                .map(release -> release.getStatus().state())
                .toList();
    }

    @Override
    public void close() {
        try {
            operator.close();
        } finally {
            shop.close();
        }
    }
}
