package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The step that completes a release object with the digests of what was built. */
class PinReleaseTest {
    private final BuildScene scene = new BuildScene("  build: {executor: host, role: app}\n");
    private final Completed store = new Completed();

    private StepOutcome run(SortedMap<String, String> images) {
        return new PinRelease(store, new Releases(store))
                .run(scene.context(StepKind.PIN_RELEASE, scene.build().image(), images));
    }

    @Test
    void theReleaseNamesEveryImageByDigest() {
        assertEquals(new StepOutcome.Done(Map.of()), run(BuildScene.built()));

        var spec = store.specs.get("shop/shop rel-20261122-100000000");
        assertNotNull(spec, store.specs::toString);
        assertEquals(BuildScene.built(), spec.inputs().images());
        assertEquals(List.of(), spec.inputs().unbuilt());
        var compose = String.valueOf(spec.inputs().composeByRole().get("app"));
        assertTrue(compose.contains(BuildScene.REPOSITORY + "@" + BuildScene.ONE), compose);
        var source = spec.inputs().source();
        assertNotNull(source);
        assertEquals("0123456789abcdef0123456789abcdef01234567", source.commit());
    }

    @Test
    void aReleaseWithAnImageThatWasNotBuiltStaysOpen() {
        var half = BuildScene.built();
        half.put("web", scene.build().image());

        var refused = assertInstanceOf(StepOutcome.Refused.class, run(half));

        assertEquals("BuildFailed", refused.reason());
        assertTrue(refused.message().contains("rel-20261122-100000000 has images without a digest"), refused::message);
        assertEquals(Map.of(), store.specs);
    }

    /** Keeps what is completed. */
    private static final class Completed implements ReleaseStore {
        private final Map<String, ReleaseSpec> specs = new TreeMap<>();

        @Override
        public void complete(ResourceRef resource, String releaseId, ReleaseSpec spec) {
            specs.put(resource.namespace() + "/" + resource.name() + " " + releaseId, spec);
        }

        @Override
        public String environmentName(ResourceRef resource, String releaseId) {
            return releaseId + "-env";
        }

        @Override
        public List<StagecraftRelease> list(ResourceRef resource) {
            return List.of();
        }

        @Override
        public Optional<StagecraftRelease> find(ResourceRef resource, String releaseId) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Secret>> environment(ResourceRef resource, StagecraftRelease release) {
            return Optional.empty();
        }

        @Override
        public void record(ResourceRef resource, String releaseId, ReleaseSpec spec, Map<String, Secret> environment) {
            throw new AssertionError("the release is recorded by another step");
        }

        @Override
        public void mirror(ResourceRef resource, Collection<ReleaseRecord> releases) {
            throw new AssertionError("no step does that");
        }

        @Override
        public void prune(ResourceRef resource, Collection<String> keep) {
            throw new AssertionError("no step does that");
        }
    }
}
