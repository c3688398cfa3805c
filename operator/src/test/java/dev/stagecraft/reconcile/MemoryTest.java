package dev.stagecraft.reconcile;

import static dev.stagecraft.release.Records.release;
import static dev.stagecraft.release.Records.state;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.status.StateWriting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the release objects are brought to a status. */
class MemoryTest {
    private static final ResourceRef SHOP = new ResourceRef("shop", "shop-prod", "uid-1");
    private static final StagecraftStatus RUNNING = status(ReleaseState.RUNNING);
    private static final StagecraftStatus ENDED = status(ReleaseState.SUCCEEDED);

    private final Writes writes = new Writes();
    private final Memory memory = new Memory(writes, new Releases(writes));

    private static StagecraftStatus status(ReleaseState end) {
        return StateWriting.write(StagecraftStatus.EMPTY, state(release(1, end, 1)))
                .build();
    }

    @Test
    void aProcessMirrorsOnceWhatItFinds() {
        memory.mirror(SHOP, ENDED, false);
        memory.mirror(SHOP, ENDED, false);

        assertEquals(List.of("mirror Succeeded"), writes.done, "nothing is deleted for a status that may be old");
    }

    @Test
    void aChangeIsMirroredAndOthersAreDeleted() {
        memory.mirror(SHOP, RUNNING, true);
        memory.mirror(SHOP, ENDED, true);
        memory.mirror(SHOP, ENDED, false);

        assertEquals(List.of("mirror Running", "prune [rel-1]", "mirror Succeeded", "prune [rel-1]"), writes.done);
    }

    @Test
    void whatFailedIsDoneAtTheNextLook() {
        memory.mirror(SHOP, RUNNING, true);
        writes.done.clear();
        writes.fails = true;
        assertThrows(IllegalStateException.class, () -> memory.mirror(SHOP, ENDED, true));
        writes.fails = false;

        memory.mirror(SHOP, ENDED, false);

        assertEquals(List.of("mirror Succeeded", "prune [rel-1]"), writes.done);
    }

    @Test
    void aResourceThatIsGoneIsForgotten() {
        memory.mirror(SHOP, ENDED, false);
        memory.forget(SHOP.uid());
        memory.mirror(SHOP, ENDED, false);

        assertEquals(List.of("mirror Succeeded", "mirror Succeeded"), writes.done);
    }

    /** Notes what is written. */
    private static final class Writes implements ReleaseStore {
        private final List<String> done = new ArrayList<>();
        private boolean fails;

        @Override
        public void mirror(ResourceRef resource, Collection<ReleaseRecord> releases) {
            if (fails) {
                throw new IllegalStateException("the API server does not answer");
            }
            releases.forEach(release -> done.add("mirror " + release.state().label()));
        }

        @Override
        public void complete(ResourceRef resource, String releaseId, ReleaseSpec spec) {
            throw new AssertionError("nothing is completed here");
        }

        @Override
        public void prune(ResourceRef resource, Collection<String> keep) {
            done.add("prune " + keep);
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
            throw new UnsupportedOperationException("not asked for here");
        }

        @Override
        public String environmentName(ResourceRef resource, String releaseId) {
            return releaseId + "-env";
        }
    }
}
