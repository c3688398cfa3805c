package dev.stagecraft.cli.release;

import dev.stagecraft.StagecraftOperator;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.TestOperator;
import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shop on two borrowed hosts with an operator, and the command line beside it. */
final class ReleaseStage implements AutoCloseable {
    /** In the order in which they come; what is no phase keeps its place among its like. */
    private static final List<String> PHASES = List.of(
            "plan",
            "release",
            "delete",
            "infra",
            "build",
            "push",
            "migrate_pre",
            "rollout",
            "migrate_post",
            "finalize");

    private final StaticShop shop = new StaticShop(2);
    private final Path directory;
    private final Resources resources;
    private Optional<StagecraftOperator> operator = Optional.empty();

    ReleaseStage(Path directory) {
        this.directory = directory;
        var client = SharedControlPlane.client();
        resources = new Resources(client, Namespaces.create(client, "cli-release"));
        resources.sshKey(shop.clientKey());
    }

    /** Starts the operator. */
    ReleaseStage lit() {
        operator = Optional.of(
                TestOperator.start(SharedControlPlane.get().config(), resources.namespace(), TestOperator.NO_CLOUD));
        return this;
    }

    /** Stops it. */
    void dark() {
        operator.ifPresent(StagecraftOperator::close);
        operator = Optional.empty();
    }

    StaticShop shop() {
        return shop;
    }

    Resources resources() {
        return resources;
    }

    CliRun cli() {
        return CliRun.in(directory).cluster(resources.namespace());
    }

    CliRun.Result run(String... args) {
        return cli().run(args);
    }

    /** Holds it against the golden file, with the lines of progress in the order of their phases. */
    void golden(String name, CliRun.Result result) {
        var ordered = new CliRun.Result(result.exitCode(), result.out(), ordered(result.err()));
        cli().golden(
                        "release/" + name,
                        ordered,
                        Map.of(
                                resources.namespace(),
                                "NAMESPACE",
                                shop.registry().authority(),
                                "REGISTRY"));
    }

    /**
     * Steps of several hosts end in any order, how long each is waited for differs, and two writers may meet so that one tries
     * again: none of it is what is promised.
     */
    static String ordered(String text) {
        var progress = new ArrayList<String>();
        var rest = new ArrayList<String>();
        // Who types an answer also ends the line.
        text.replaceAll("(\\[y/N]|Type the name to delete it:) ", "$1\n")
                .lines()
                .filter(line -> !line.contains(": waits: ") && !line.contains(": again after ApiServerError"))
                .forEach(line -> (line.matches(" *[0-9]+\\.[0-9]s  .*") ? progress : rest)
                        .add(line.replaceFirst("^ *[0-9]+\\.[0-9]s", "SECONDS")));
        progress.sort(Comparator.comparingInt(ReleaseStage::phase).thenComparing(Comparator.naturalOrder()));
        progress.addAll(rest);
        return progress.isEmpty() ? "" : String.join("\n", progress) + "\n";
    }

    private static int phase(String line) {
        return PHASES.indexOf(Arrays.asList(line.strip().split(" +")).get(1));
    }

    /** As somebody makes it who keeps no file to apply again. */
    void create(String version, String... more) {
        SharedControlPlane.client()
                .resource(yaml(version, more))
                .inNamespace(resources.namespace())
                .create();
    }

    /** The same, released. */
    Stagecraft released(String version, String... more) {
        create(version, more);
        return resources.awaitReady("shop");
    }

    /** Merges JSON into the resource, and waits until the operator has seen it. */
    void patch(String json) {
        resources.handle("shop").patch(PatchContext.of(PatchType.JSON_MERGE), json);
        resources.await(
                "shop",
                "the patch to be seen",
                found -> found.getStatus()
                        .observedGeneration()
                        .equals(found.getMetadata().getGeneration()));
    }

    String yaml(String version, String... more) {
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
                        web: {image: %1$s/acme/web}
                        worker: {image: %1$s/acme/worker:v1}
                  services:
                    web: {role: app, health: {path: /healthz, port: 8080}}
                  cloud: {provider: static, providers: {static: %3$s}}
                  hosts: [{name: app, role: app, count: 2}]
                  ssh: {keySecretRef: {name: shop-ssh, key: ssh-privatekey}}
                """.formatted(shop.registry().authority(), version, shop.staticConfig())
                + String.join(
                        "", Arrays.stream(more).map(line -> "  " + line + "\n").toList());
    }

    @Override
    public void close() {
        dark();
        shop.close();
    }
}
