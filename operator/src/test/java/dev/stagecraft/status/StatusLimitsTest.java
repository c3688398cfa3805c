package dev.stagecraft.status;

import static dev.stagecraft.release.Records.NOW;
import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.run;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.api.v1alpha1.DriftItem;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.plan.MigrationClass;
import dev.stagecraft.plan.MigrationStage;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.plan.SkippedPhase;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.PhaseProgress;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepProgress;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However long people, hosts and clouds talk, the API server takes the status. */
class StatusLimitsTest {
    private static final Path CRD =
            Path.of(System.getProperty("stagecraft.root", "..")).resolve("crds/stagecrafts.stagecraft.dev.yaml");
    private static final String LONG = "🚀".repeat(3_000);

    private static State talkative() {
        var said = Optional.of(LONG);
        var run = run(RunState.FAILED, Optional.of("rel-2"), PhaseState.FAILED);
        var step = run.steps().getFirst();
        var loud = new StepProgress(
                step.id(),
                step.kind(),
                step.phase(),
                step.target(),
                LONG,
                step.dependsOn(),
                step.risk(),
                said,
                step.state(),
                1,
                Optional.empty(),
                Optional.empty(),
                "StepFailed",
                LONG,
                new TreeMap<>());
        var phases =
                List.of(new PhaseProgress(Phase.ROLLOUT, PhaseState.FAILED, Optional.empty(), Optional.empty(), LONG));
        return state(release(2, ReleaseState.FAILED, 2).at(phases).ended(ReleaseState.FAILED, NOW, "PhaseFailed", LONG))
                .with(HostRecord.named("app-1", "app", false))
                .handled(new Requests(said, said, said, said, said, said, Collections.nCopies(20, LONG)))
                .with(Optional.of(new Run(
                        run.planId(),
                        run.state(),
                        run.specHash(),
                        run.summary(),
                        run.risk(),
                        List.of(loud),
                        List.of(new SkippedPhase(Phase.BUILD, LONG)),
                        Collections.nCopies(300, LONG),
                        run.release(),
                        true,
                        run.holder(),
                        Collections.nCopies(
                                300,
                                new PlannedMigration(
                                        "main", LONG, MigrationStage.CONTRACT, MigrationClass.CONTRACT, LONG)))))
                .with("main", new DatabaseRecord(1, LONG, 2, "sha256:1", LONG));
    }

    @Test
    void everyTextAndListFitsTheSchema() throws IOException {
        var finding = Optional.of(new Finding("InvalidSpec", LONG));
        var seen = new Assessment(
                new Assessment.ResourceName("shop", "shop-prod"),
                7,
                talkative(),
                false,
                false,
                finding,
                finding,
                Optional.of(LONG),
                false,
                1,
                Optional.of(Collections.nCopies(2_000, new DriftItem(LONG, "Missing", LONG))),
                Optional.empty());

        var status = StatusFold.fold(StagecraftStatus.EMPTY, seen, NOW);

        var broken = new ArrayList<String>();
        compare(
                "status",
                new ObjectMapper().readTree(new KubernetesSerialization().asJson(status)),
                new YAMLMapper().readTree(CRD.toFile()).at("/spec/versions/0/schema/openAPIV3Schema/properties/status"),
                broken);
        assertEquals(List.of(), broken);
        assertTrue(status.handled().retry().endsWith("…"));
        var read = StatusFold.fold(status, again(seen, status), NOW.plusSeconds(60));
        assertEquals(read, StatusFold.fold(read, again(seen, read), NOW.plusSeconds(120)));
    }

    @Test
    void whereMigrationsAreCutTheGraveOnesStay() {
        var pending = IntStream.range(0, 400)
                .mapToObj(i -> new PlannedMigration(
                        "main",
                        String.valueOf(1000 + i),
                        MigrationStage.MIGRATE_POST,
                        i == 300 ? MigrationClass.RISKY : i == 399 ? MigrationClass.CONTRACT : MigrationClass.EXPAND,
                        ""))
                .toList();

        var kept = Limits.gravest(pending, 256);

        var expected = new ArrayList<>(pending.subList(0, 254));
        expected.add(pending.get(300));
        expected.add(pending.get(399));
        assertEquals(expected, kept);
        assertEquals(pending.subList(0, 256), Limits.gravest(pending.subList(0, 256), 256));
    }

    /** What is remembered was cut: it must not be cut again. */
    private static Assessment again(Assessment seen, StagecraftStatus status) {
        return new Assessment(
                seen.name(),
                seen.generation(),
                StateReading.read(status),
                seen.deleting(),
                seen.suspended(),
                seen.rejection(),
                seen.trouble(),
                seen.staleApproval(),
                seen.settled(),
                seen.desiredHosts(),
                Optional.of(status.drift()),
                seen.wanted());
    }

    private static void compare(String path, JsonNode value, JsonNode schema, List<String> broken) {
        if (value.isTextual() && schema.has("maxLength")) {
            var text = value.asText();
            if (text.codePointCount(0, text.length()) > schema.path("maxLength").asInt()) {
                broken.add(path + " is longer than " + schema.path("maxLength"));
            }
        } else if (value.isArray()) {
            if (value.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
                broken.add(path + " has more than " + schema.path("maxItems"));
            }
            value.forEach(item -> compare(path + "[]", item, schema.path("items"), broken));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(field -> compare(
                            path + "." + field.getKey(),
                            field.getValue(),
                            schema.path("properties").path(field.getKey()),
                            broken));
        }
    }
}
