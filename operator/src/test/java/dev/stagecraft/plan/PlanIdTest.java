package dev.stagecraft.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan's id stands for: an approval names it, so it must move with everything that would change the plan. */
class PlanIdTest {
    private static final HostDefaults NO_DEFAULTS =
            new HostDefaults("spec.cloud.providers.digitalocean", Optional.empty(), Optional.empty(), Optional.empty());

    /** What may vary between two plans. */
    record Facts(String uid, String spec, String image, String inputs, String machine, boolean ready, String serving) {
        static Facts base() {
            return new Facts("uid-1", "sha256:spec", "web@sha256:a", "sha256:in", "4711", true, "rel-1");
        }

        String id(String path) {
            var web = new ServiceTarget("web", "app", image, "sha256:web", false, false, Optional.empty());
            var target = new ReleaseTarget(
                    ReleaseTarget.Kind.DEPLOY, Optional.empty(), "v2", inputs, List.of(web), List.of());
            var host = new HostTarget(
                    "app-1", "app", 1, path, Optional.empty(), Optional.empty(), Optional.empty(), false);
            var found = new ObservedHost(
                    "app-1",
                    "app",
                    Optional.empty(),
                    Optional.of(machine),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    ready,
                    Optional.of("rel-1"));
            var desired = new Desired(uid, true, List.of(host), NO_DEFAULTS, spec, Optional.of(target), 1, List.of());
            return Planner.plan(desired, new Observed(List.of(found), Optional.of(serving), List.of()))
                    .id();
        }
    }

    static Stream<Arguments> changes() {
        var base = Facts.base();
        return Stream.of(
                Arguments.of("resource", new Facts("uid-2", base.spec, base.image, base.inputs, "4711", true, "rel-1")),
                Arguments.of("spec", new Facts(base.uid, "sha256:x", base.image, base.inputs, "4711", true, "rel-1")),
                Arguments.of(
                        "digest", new Facts(base.uid, base.spec, "web@sha256:b", base.inputs, "4711", true, "rel-1")),
                Arguments.of("env", new Facts(base.uid, base.spec, base.image, "sha256:x", "4711", true, "rel-1")),
                Arguments.of("machine", new Facts(base.uid, base.spec, base.image, base.inputs, "4712", true, "rel-1")),
                Arguments.of("ready", new Facts(base.uid, base.spec, base.image, base.inputs, "4711", false, "rel-1")),
                Arguments.of(
                        "serving", new Facts(base.uid, base.spec, base.image, base.inputs, "4711", true, "rel-0")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void theIdMovesWithWhatWasDesiredAndObserved(String what, Facts changed) {
        assertNotEquals(Facts.base().id("spec.hosts[0]"), changed.id("spec.hosts[0]"), what);
    }

    @org.junit.jupiter.api.Test
    void theIdDoesNotDependOnWhereAHostIsDeclared() {
        assertEquals(Facts.base().id("spec.hosts[0]"), Facts.base().id("spec.hosts[7]"));
    }
}
