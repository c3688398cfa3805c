package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.PendingMigration;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Planner;
import dev.stagecraft.plan.ReleaseTarget;
import dev.stagecraft.plan.Step;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.preview.PlanInputs;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.Records;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of spec/, without what is not implemented: its database is an accessory that its own first release starts. */
class ExamplePlanTest {
    private static final List<String> SERVICES = List.of("db", "traefik", "web");

    private final Gathered example = example();

    private static Gathered example() {
        try {
            var yaml = new YAMLMapper();
            var manifest = yaml.readTree(Files.readString(Path.of("..", "spec", "example.yaml")));
            ((ObjectNode) manifest.path("metadata")).put("uid", "uid-1");
            ((ObjectNode) manifest.path("spec")).remove(List.of("backend", "frontend", "network", "source"));
            return new Gathering()
                    .withSecret(
                            "shop-ssh",
                            Map.of("ssh-privatekey", Gathering.clientKey().reveal()))
                    .withSecret(
                            "shop-registry",
                            Map.of(
                                    ".dockerconfigjson",
                                    "{\"auths\":{\"registry.example.com\":{\"username\":\"u\",\"password\":\"p\"}}}"))
                    .withSecret("shop-env", Map.of("A", "a"))
                    .withSecret("do-token", Map.of("token", "dop_v1_example"))
                    .withSecret("shop-db", Map.of("url", "postgres://shop:pw@127.0.0.1/shop"))
                    .withConfigMap("shop-settings", Map.of("B", "b"))
                    .withConfigMap("shop-migrations", Map.of("001_items.sql", "CREATE TABLE items (id int);"))
                    .withConfigMap(
                            "shop-compose",
                            Map.of(
                                    "docker-compose.yml",
                                    "services: {web: {image: web}, traefik: {image: t}, db: {image: d}}\nvolumes: {certificates: {}}",
                                    "docker-compose.prod.yml",
                                    "services: {search: {image: s}}"))
                    .manifest(yaml.writeValueAsString(manifest));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Plan firstRelease() {
        var pins = SERVICES.stream().collect(Collectors.toMap(name -> name, name -> name + "@sha256:aa"));
        var target = Releases.fresh(example, new TreeMap<>(pins)).target(ReleaseTarget.Kind.DEPLOY, Optional.empty());
        var database = example.databases().getFirst();
        var pending = new PendingMigration("001_items", 0, "sum", "up-to", MigrationClass.EXPAND, List.of(), List.of());
        return Planner.plan(
                PlanInputs.desired(example, Optional.of(target))
                        .migrating(List.of(DatabaseTarget.of(
                                database.name(), database.path(), database.strategy(), List.of(pending), List.of()))),
                PlanInputs.observed(State.initial(), List.of(), List.of()));
    }

    /** What must be done before that step, at any distance. */
    private static Set<String> before(Plan plan, String id) {
        var found = new HashSet<String>();
        plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .map(Step::dependsOn)
                .flatMap(List::stream)
                .forEach(needed -> {
                    found.add(needed);
                    found.addAll(before(plan, needed));
                });
        return found;
    }

    @Test
    void databaseStartsBeforeItIsMigratedAndMigratesBeforeTheRollout() {
        var plan = firstRelease();

        assertEquals(List.of(), plan.refusals());
        assertTrue(before(plan, "accessories/db").containsAll(Set.of("bootstrap/db", "prepare/db", "prepare/app-1")));
        assertTrue(before(plan, "migrate_pre/main").contains("accessories/db"));
        assertTrue(before(plan, "rollout/app-1").contains("migrate_pre/main"));
        assertTrue(before(plan, "rollout/db").contains("migrate_pre/main"));
    }

    @Test
    void whileNoReleaseServedTheDatabaseMayBeOneThatIsYetToBeStarted() {
        var ready = State.initial().with(HostRecord.named("db", "db", true).in(HostState.READY));

        assertFalse(DatabaseRoutes.toBeMade(ready, example.databases().getFirst()));
        assertTrue(DatabaseRoutes.mayBeStarted(example, ready));
        assertTrue(DatabaseRoutes.mayBeStarted(example, Records.state(Records.release(1, ReleaseState.FAILED, 1))));
        assertFalse(DatabaseRoutes.mayBeStarted(example, Records.state(Records.release(1, ReleaseState.SUCCEEDED, 1))));
        var without = new Gathering().complete("web: {image: web}", "");
        assertFalse(DatabaseRoutes.mayBeStarted(without, ready));
    }
}
