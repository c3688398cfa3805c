package dev.stagecraft.sandbox;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import dev.stagecraft.sandbox.digitalocean.SimDroplet;
import dev.stagecraft.sandbox.digitalocean.Team;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.host.SimulatedHost;
import io.fabric8.kubernetes.client.Config;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A droplet shop, a namespace of the shared control plane with the Secrets that the shop's manifest names, and an operator
 * over both that can be stopped and started again.
 */
public final class OperatorStage implements AutoCloseable {
    /** What the Secret {@code shop-env} holds under {@code PASSWORD}: found nowhere but there and in containers. */
    public static final String PASSWORD = "sentinel-5f1d 'quoted' $HOME";

    private final DropletShop shop = new DropletShop();
    private final Resources resources;
    private final Map<String, String> environment;
    private Optional<StagecraftOperator> operator = Optional.empty();

    private OperatorStage(String prefix, Map<String, String> settings) {
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, prefix));
        environment = new TreeMap<>(
                TestOperator.environment(resources.namespace(), shop.cloud().baseUrl()));
        environment.putAll(settings);
        token(DropletShop.TOKEN);
        resources.sshKey(shop.clientKey());
        password(PASSWORD);
    }

    /** Everything but the operator. */
    public static OperatorStage dark(String prefix, Map<String, String> settings) {
        return new OperatorStage(prefix, settings);
    }

    /** With the operator running, with settings beside those of {@link TestOperator}. */
    public static OperatorStage lit(String prefix, Map<String, String> settings) {
        var stage = dark(prefix, settings);
        stage.start();
        return stage;
    }

    /** With the operator running. */
    public static OperatorStage lit(String prefix) {
        return lit(prefix, Map.of());
    }

    /** Starts the operator; another process as far as it can tell. */
    public void start() {
        start(SharedControlPlane.get().config());
    }

    /** Starts it with those credentials. */
    public void start(Config access) {
        operator = Optional.of(TestOperator.start(access, environment));
    }

    /** Stops the operator in good order. */
    public void stop() {
        operator.ifPresent(StagecraftOperator::close);
        operator = Optional.empty();
    }

    /** Where the running operator serves health and metrics. */
    public URI address() {
        var address = operator.orElseThrow().address();
        return URI.create("http://127.0.0.1:" + address.getPort());
    }

    /** The settings that an operator over this stage needs. */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    public DropletShop shop() {
        return shop;
    }

    public Resources resources() {
        return resources;
    }

    /** Two application hosts on that version. */
    public ShopManifest manifest(String version) {
        return ShopManifest.of(shop, version);
    }

    /** Applies the manifest and waits until it is Ready. */
    public void release(ShopManifest manifest) {
        resources.apply(manifest.yaml());
        resources.awaitReady("shop");
    }

    /** Puts that token into the Secret {@code do-token}. */
    public void token(String token) {
        resources.secret("do-token", Map.of("token", token));
    }

    /** Puts that value into the Secret {@code shop-env}. */
    public void password(String value) {
        resources.secret("shop-env", Map.of("PASSWORD", value));
    }

    public Team team() {
        return shop.cloud().team("acme", DropletShop.TOKEN);
    }

    /** The team's droplets that exist, listed or not. */
    public List<SimDroplet> droplets() {
        return team().droplets();
    }

    /** The droplet of a host of the resource {@code shop}. */
    public SimDroplet droplet(String host) {
        return droplets().stream()
                .filter(found -> found.tags().contains("stagecraft-host:" + host))
                .findFirst()
                .orElseThrow();
    }

    /** The host on that droplet. */
    public SimulatedHost host(String host) {
        return Optional.ofNullable(shop.hosts().get(droplet(host).id())).orElseThrow();
    }

    /** How often a droplet was asked for. */
    public long creates() {
        return shop.cloud().journal().count("POST", "/v2/droplets");
    }

    /** How often a droplet's deletion was asked for. */
    public long deletes() {
        return shop.cloud().journal().count("DELETE", "/v2/droplets.*");
    }

    /** Requests that could have changed something in the cloud, and commands that could on a host. */
    public int mutations() {
        return shop.cloud().journal().mutations().size()
                + shop.hosts().values().stream()
                        .mapToInt(host -> host.journal().mutations().size())
                        .sum();
    }

    /** The containers on all hosts. */
    public List<SimulatedContainer> containers() {
        return shop.hosts().values().stream()
                .flatMap(host -> host.engine().containers().stream())
                .toList();
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            shop.close();
        }
    }
}
