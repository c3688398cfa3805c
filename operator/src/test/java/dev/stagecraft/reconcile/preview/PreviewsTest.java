package dev.stagecraft.reconcile.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A preview says what the operator would do, and where it would do nothing, why. */
class PreviewsTest {
    private static final String WEB = "web: {image: registry.example.com/acme/web}";
    private static final String SERVING = "{name: app, role: app, state: Ready, id: '203.0.113.7', release: rel-1}";
    private static final String RETRY = RequestReading.PREFIX + "retry";

    private final Gathering gathering = new Gathering();
    private final KeptReleases kept = new KeptReleases().with("rel-1");

    private Preview preview(Stagecraft resource) {
        return new Previews(
                        gathering.gatherer(),
                        new Releases(kept),
                        ImageLook::byName,
                        new MigrationSources(
                                (location, path) -> new GitDirectory.GitUnreachable("not here", true),
                                (image, directory, registry) -> new ImageDirectory.Unreachable("not here", true)))
                .of(resource, Instant.EPOCH);
    }

    /** @param status below the key of that name, indented by two */
    private static Stagecraft resource(String status) {
        return Gathering.resource(WEB, "status:\n  observedGeneration: 1\n" + status);
    }

    private static Stagecraft asking(Stagecraft resource, String annotation, String value) {
        resource.getMetadata().setAnnotations(Map.of(annotation, value));
        return resource;
    }

    private Finding refused(Stagecraft resource) {
        return assertInstanceOf(Preview.Refused.class, preview(resource)).why();
    }

    private Preview.Planned planned(Stagecraft resource) {
        return assertInstanceOf(Preview.Planned.class, preview(resource));
    }

    private List<String> reasons(Stagecraft resource) {
        return planned(resource).refusals().stream().map(Refusal::reason).toList();
    }

    @Test
    void aBorrowedHostThatStillServesMustStayDeclared() {
        // Given a host that serves and is no longer in the spec
        var hosts = "  hosts: [" + SERVING + ", " + SERVING.replace("name: app", "name: old") + "]\n";

        // Then it is refused as the operator refuses it, until somebody says that the machine is gone
        var why = refused(resource(hosts));
        assertEquals("InvalidSpec", why.reason());
        assertTrue(why.message().contains("hosts.old: host old is no longer declared"), why::message);
        planned(asking(resource(hosts), RETRY, "gone"));
    }

    /** The plan that the operator made last, which failed. */
    private static String failedPlan(String specHash) {
        return """
                  plan:
                    id: sha256:abc
                    state: Failed
                    specHash: %s
                    steps:
                      - {id: create-host/app, kind: CreateHost, phase: infra, target: app, state: failed, message: no room}
                """.formatted(specHash);
    }

    private String specHash() {
        return gathering.complete(WEB, "").specHash();
    }

    @Test
    void aPlanThatFailedIsNotMadeAgainUntilSomebodyAsks() {
        // Given a plan of this very spec that failed before it opened a release
        var failed = failedPlan(specHash());

        // Then its steps are shown, and that nothing is done
        var refusals = planned(resource(failed)).refusals();
        assertEquals(
                List.of("PhaseFailed"), refusals.stream().map(Refusal::reason).toList());
        var why = refusals.getFirst().message();
        assertTrue(why.contains("at step create-host/app: no room; the operator does nothing"), why);

        // Unless it failed for another spec, or somebody asks for a retry
        assertEquals(List.of(), reasons(resource(failedPlan("sha256:other"))));
        assertEquals(List.of(), reasons(asking(resource(failed), RETRY, "now")));
    }

    private String serving() {
        return """
                  hosts: [%s]
                  releases:
                    - {id: rel-1, revision: 1, type: Deploy, version: v1, state: Succeeded, specHash: "%s", inputsHash: "%s"}
                """.formatted(SERVING, specHash(), gathering.complete(WEB, "").inputsHash());
    }

    @Test
    void aPlanThatFailedBesideWhatServesIsNotMadeAgainEither() {
        assertEquals(List.of(), reasons(resource(serving())));
        assertEquals(List.of("PhaseFailed"), reasons(resource(serving() + failedPlan(specHash()))));

        // But for a migration, which keeps nobody from looking after what serves
        var migration =
                failedPlan(specHash()).replace("create-host/app, kind: CreateHost", "migrate, kind: MigrateDatabase");
        assertEquals(List.of(), reasons(resource(serving() + migration)));
    }

    @Test
    void aReleaseThatIsNotThereCannotBeGoneBackTo() {
        // Given what serves, and somebody who asks for a release that nobody knows
        var unknown = asking(resource(serving()), RequestReading.PREFIX + "rollback-to", "rel-9");

        // Then it is refused as the operator refuses it
        assertEquals(
                new Finding(
                        "ReleaseNotFound",
                        "annotation stagecraft.dev/rollback-to: no stored release rel-9 that succeeded; there is: [rel-1]"),
                refused(unknown));

        // And one that is there is planned
        assertEquals(List.of(), reasons(asking(resource(serving()), RequestReading.PREFIX + "rollback-to", "rel-1")));
    }

    @Test
    void aSuspendedResourceIsPlannedAndRefused() {
        var suspended = Gathering.resource(WEB, "  suspend: true\nstatus: {observedGeneration: 1}\n");

        assertTrue(!planned(suspended).plan().steps().isEmpty());
        assertEquals(
                List.of(new Refusal(
                        "Suspended", "spec.suspend", "is true: the operator runs nothing of this until it is false")),
                planned(suspended).refusals());
    }

    @Test
    void nothingIsPlannedForAResourceThatIsBeingDeleted() {
        var leaving = resource("");
        leaving.getMetadata().setDeletionTimestamp("2026-11-23T12:00:00Z");

        assertEquals("Deleting", refused(leaving).reason());
    }
}
