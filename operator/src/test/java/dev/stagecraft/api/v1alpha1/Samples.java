package dev.stagecraft.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Statuses in which every field has a value. */
final class Samples {
    private static final Instant THEN = Instant.parse("2026-11-22T10:15:00.123Z");
    private static final Instant NOW = Instant.parse("2026-11-22T10:16:00Z");
    private static final String HASH = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String RELEASE = "rel-20261122-101500123";

    private Samples() {}

    static StagecraftStatus status() {
        return StagecraftStatus.EMPTY.toBuilder()
                .observedGeneration(7L)
                .conditions(List.of(condition("Ready"), condition("Released")))
                .phase("Deploying")
                .message("Rolling out to app-1.")
                .plan(plan())
                .current(new CurrentRelease(RELEASE, "v1.4.2", NOW))
                .releases(List.of(release()))
                .hosts(List.of(host()))
                .hostsReady("1/1")
                .account("5df3e3004a17e242b7c20ca6c9fc25b701a47ece")
                .databases(Map.of("main", new DatabaseStatus(14, "014_add_index", 1, HASH, "015_drop is held.")))
                .hold(new HoldStatus(HASH, RELEASE, "RolledBack", NOW))
                .handled(new HandledRequests(HASH, RELEASE, "again", "main@2", "now", RELEASE, List.of("main@1")))
                .drift(List.of(new DriftItem("app-1/web", "ContainerMissing", "The container web is gone.")))
                .desiredHash(HASH)
                .source(new SourceStatus(HASH, "main", "0123456789abcdef0123456789abcdef01234567"))
                .waitingFor("the container web on app-1 to become healthy")
                .build();
    }

    static ReleaseStatus releaseStatus() {
        return new ReleaseStatus(
                "Failed", phases(), THEN, NOW, "Unhealthy", "web did not become healthy.", databases(), hooks());
    }

    private static Condition condition(String type) {
        return new ConditionBuilder()
                .withType(type)
                .withStatus("False")
                .withObservedGeneration(7L)
                .withLastTransitionTime("2026-11-22T10:15:00Z")
                .withReason("Deploying")
                .withMessage("Rolling out.")
                .build();
    }

    private static PlanStatus plan() {
        var step = new StepStatus(
                "rollout/app-1",
                "RollOut",
                "rollout",
                "app-1",
                "Bring app-1 to the release",
                "Disruptive",
                "web has no health check",
                List.of("prepare/app-1"),
                "running",
                1,
                THEN,
                NOW,
                "Unhealthy",
                "Waiting.",
                Map.of("through", "014_add_index"));
        return new PlanStatus(
                HASH,
                new PlanSummary(1, 2, 0, 1),
                "Disruptive",
                "Running",
                List.of(step),
                List.of("A note."),
                HASH,
                RELEASE,
                true,
                List.of(new SkippedPhaseStatus("build", "Nothing to build.")),
                "operator-0",
                List.of(new PlanMigration("main", "014_add_index", "migrate_pre", "Risky", "It blocks writes.")));
    }

    private static Map<String, ReleaseDatabase> databases() {
        return Map.of(
                "main",
                new ReleaseDatabase(
                        "014_add_index",
                        "0a1b2c",
                        List.of(new ReleaseMigration("014_add_index", "Risky")),
                        2,
                        "Contract"));
    }

    private static ReleaseSummary release() {
        return new ReleaseSummary(
                RELEASE,
                3,
                "Rollback",
                "v1.4.2",
                "rel-20261121-101500123",
                "rel-20261120-101500123",
                "Running",
                HASH,
                HASH,
                HASH,
                THEN,
                NOW,
                "Deploying",
                "Rolling out.",
                phases(),
                Map.of("web", "web@" + HASH, "api", "api@" + HASH),
                databases(),
                hooks());
    }

    private static List<ReleaseHook> hooks() {
        return List.of(new ReleaseHook("warm-up", "Failed", 3, THEN, NOW, "It ended with exit code 3."));
    }

    private static List<PhaseStatus> phases() {
        return List.of(
                new PhaseStatus("build", "skipped", null, null, "Nothing to build."),
                new PhaseStatus("rollout", "failed", THEN, NOW, "web did not become healthy."));
    }

    private static HostStatus host() {
        return new HostStatus(
                "app-1",
                "app",
                "web",
                "3164444",
                "c-1",
                THEN,
                "192.0.2.1",
                "10.0.0.5",
                "s-2vcpu-4gb",
                "nyc3",
                "ubuntu-24-04-x64",
                true,
                "Ready",
                RELEASE,
                "In service.");
    }
}
