package dev.stagecraft.bench;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.bench.BenchmarkPage.Section;
import dev.stagecraft.sandbox.DropletShop;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.ShopManifest;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.ControlPlane;
import dev.stagecraft.sandbox.controlplane.Crds;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a release takes, each figure several times in one run, beside a round trip to the same API server. */
@Tag("bench")
class ReleaseBench {
    private static final int ROUNDS = 5;
    private static final Duration REST = Duration.ofSeconds(20);

    private final Samples planeStart = new Samples();
    private final Samples roundTrip = new Samples();
    private final Samples operatorStart = new Samples();
    private final Samples applyToPlan = new Samples();
    private final Samples applyToReady = new Samples();
    private final Samples secondRelease = new Samples();
    private final Samples writesOfRelease = new Samples();
    private final Samples writesAtRest = new Samples();

    @Test
    void measure(@TempDir Path directory) throws IOException {
        for (int i = 0; i < 3; i++) {
            try (var plane = ControlPlane.start(directory.resolve("start-" + i))) {
                planeStart.add(plane.startedIn());
            }
        }
        try (var plane = ControlPlane.start(directory.resolve("plane"))) {
            var client = plane.client();
            Crds.install(client);
            for (int i = 0; i <= ROUNDS; i++) {
                round(plane, client, i > 0);
            }
        }
        write();
    }

    /** The first round warms up the JVM and is not counted. */
    private void round(ControlPlane plane, KubernetesClient client, boolean counted) {
        try (var shop = new DropletShop()) {
            var resources = new Resources(client, Namespaces.create(client, "bench"));
            resources.secret("do-token", Map.of("token", DropletShop.TOKEN));
            resources.secret(
                    "shop-ssh",
                    Map.of("ssh-privatekey", shop.clientKey().privateKey().reveal()));
            resources.secret("shop-env", Map.of("PASSWORD", "x"));
            resources.apply(ShopManifest.of(shop, "v1").with("  suspend: true").yaml());
            var began = Instant.now();
            try (var _ = TestOperator.start(
                    plane.config(), resources.namespace(), shop.cloud().baseUrl())) {
                seen(resources, found -> found.getStatus().observedGeneration() > 0);
                note(operatorStart, began, counted);
                release(resources, shop, counted);
            }
        }
    }

    private void release(Resources resources, DropletShop shop, boolean counted) {
        for (int i = 0; i < 20; i++) {
            var asked = Instant.now();
            resources.get("shop");
            note(roundTrip, asked, counted);
        }
        var writes = new AtomicLong();
        try (var _ = resources.handle("shop").watch(counting(writes))) {
            var applied = Instant.now();
            resources.apply(ShopManifest.of(shop, "v1").with("  suspend: false").yaml());
            seen(resources, found -> found.getStatus().plan() != null);
            note(applyToPlan, applied, counted);
            seen(resources, found -> found.getStatus().phase().equals("Ready"));
            note(applyToReady, applied, counted);
            var before = writes.get();
            applied = Instant.now();
            resources.apply(ShopManifest.of(shop, "v2").with("  suspend: false").yaml());
            seen(
                    resources,
                    found -> found.getStatus().phase().equals("Ready")
                            && found.getStatus().releases().size() == 2);
            note(secondRelease, applied, counted);
            if (counted) {
                // The watch also sees the user's own write.
                writesOfRelease.add(writes.get() - before - 1);
                rest(writes);
            }
        }
    }

    private void rest(AtomicLong writes) {
        var before = writes.get();
        var began = Instant.now();
        Awaitility.await("the time at rest to pass")
                .atMost(REST.multipliedBy(2))
                .until(() -> Duration.between(began, Instant.now()).compareTo(REST) >= 0);
        writesAtRest.add(writes.get() - before);
    }

    private static Watcher<Stagecraft> counting(AtomicLong writes) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, Stagecraft resource) {
                if (action == Action.MODIFIED) {
                    writes.incrementAndGet();
                }
            }

            @Override
            public void onClose(WatcherException cause) {}
        };
    }

    private static void seen(Resources resources, Predicate<Stagecraft> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> resources.get("shop"), condition);
    }

    private static void note(Samples samples, Instant since, boolean counted) {
        if (counted) {
            samples.add(Duration.between(since, Instant.now()));
        }
    }

    private void write() throws IOException {
        var page = new StringBuilder("""
                The column "round trips" has the median as a multiple of one read of the same resource from the same API server.
                The hosts are simulated in the JVM and answer at once; two hosts are created, bootstrapped and released to, one after
                the other. Waits between two looks at a host are set to 100 ms here (2 s by default).

                | what | median | smallest | largest | round trips | samples |
                |---|---|---|---|---|---|
                """);
        page.append(roundTrip.row("one read of the resource (the yardstick)", roundTrip))
                .append(planeStart.row("control plane, start to ready", roundTrip))
                .append(operatorStart.row("operator, start to the first reconcile", roundTrip))
                .append(applyToPlan.row("apply to plan", roundTrip))
                .append(applyToReady.row("apply to Ready, from no droplet", roundTrip))
                .append(secondRelease.row("apply to Ready, next version", roundTrip))
                .append("\n| what | median | smallest | largest | samples |\n|---|---|---|---|---|\n")
                .append(writesOfRelease.counts("status writes of a release on two hosts"))
                .append(writesAtRest.counts("status writes in " + REST.toSeconds() + " s at rest"));
        BenchmarkPage.here().write(Section.RELEASES, page.toString());
    }
}
