package dev.stagecraft.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.plan.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What must hold whatever happens; remembers what it has seen of one walk. */
final class WalkRules {
    private final Map<String, ReleaseRecord> ended = new HashMap<>();
    private final Map<String, Instant> created = new HashMap<>();
    private int revision;

    void launched(State before, Launches.Launch launch, Instant now) {
        var run = before.run().orElseThrow();
        if (Hooks.afterFailure(launch.step())) {
            assertTrue(run.failure().isPresent(), () -> launch.step().id() + " began and nothing failed");
            assertTrue(
                    run.steps().stream()
                            .filter(step -> !Hooks.afterFailure(step))
                            .allMatch(step -> step.state().isFinal()),
                    () -> launch.step().id() + " began beside other steps");
        }
        for (var id : launch.step().dependsOn()) {
            assertEquals(
                    Optional.of(PhaseState.COMPLETED),
                    run.step(id).map(StepProgress::state),
                    () -> launch.step().id() + " began before " + id);
        }
        if (launch.mayCreate()) {
            var last = created.put(launch.step().target(), now);
            assertFalse(
                    last != null && now.isBefore(last.plus(Walk.WINDOW)),
                    () -> "two creates for " + launch.step().target() + " within the window");
        }
    }

    void reached(State state) {
        // A host that left the state was deleted, or was never seen and is declared no more: it starts anew.
        created.keySet().removeIf(name -> state.host(name).isEmpty());
        var releases = state.history().releases();
        assertTrue(releases.stream().filter(WalkRules::open).count() <= 1, () -> "two releases run: " + releases);
        for (var release : releases.reversed()) {
            assertTrue(release.revision() <= revision + 1, () -> "a gap before revision " + release.revision());
            revision = Math.max(revision, release.revision());
            var known = ended.get(release.id());
            if (known != null) {
                assertEquals(known, release, "a release that had ended changed");
            } else if (!open(release)) {
                ended.put(release.id(), release);
            }
            phases(release);
        }
    }

    private static boolean open(ReleaseRecord release) {
        return release.state() == ReleaseState.RUNNING;
    }

    private static void phases(ReleaseRecord release) {
        assertEquals(
                Phase.ofRelease(),
                release.phases().stream().map(PhaseProgress::phase).toList());
        boolean failed = false;
        boolean open = false;
        for (var phase : release.phases()) {
            assertTrue(!failed || phase.state() == PhaseState.SKIPPED, () -> "after a failure: " + release.phases());
            boolean begun = phase.state() != PhaseState.PENDING && phase.state() != PhaseState.SKIPPED;
            assertFalse(open && begun, () -> "begun before an earlier one ended: " + release.phases());
            failed |= phase.state() == PhaseState.FAILED;
            open |= !phase.state().isFinal();
        }
        assertFalse(open && !open(release), () -> "ended with an open phase: " + release);
        assertFalse(failed && release.state() == ReleaseState.SUCCEEDED, release::toString);
    }
}
