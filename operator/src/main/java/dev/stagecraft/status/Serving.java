package dev.stagecraft.status;

import dev.stagecraft.plan.Risk;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.StepProgress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a release that once succeeded is still there to be used: every role that it has services on needs a host that runs
 * it, or that runs the one which is about to take its place.
 */
final class Serving {
    private final Assessment seen;
    private final ReleaseRecord release;
    private final Optional<Run> run;

    Serving(Assessment seen, ReleaseRecord release) {
        this.seen = seen;
        this.release = release;
        run = seen.state().run();
    }

    /** The roles without any such host, in words; empty when there are none. */
    Optional<String> lacking() {
        var hosts = seen.state().hosts();
        var lacking = roles().stream()
                .filter(role -> hosts.stream().noneMatch(host -> host.role().equals(role) && serves(host)))
                .sorted()
                .toList();
        if (lacking.isEmpty()) {
            return hosts.stream().anyMatch(this::serves)
                    ? Optional.empty()
                    : Optional.of("no host runs release " + release.id() + " any more");
        }
        return Optional.of("no host of role " + String.join(", ", lacking) + " runs release " + release.id()
                + " any more, or a newer one that is healthy");
    }

    /** Where the spec cannot be read, the roles that are known to run something. */
    private Set<String> roles() {
        return seen.wanted()
                .map(wanted -> release.images().keySet().stream()
                        .map(wanted.roles()::get)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .orElseGet(() -> seen.state().hosts().stream()
                        .filter(host -> host.release().isPresent()
                                || steps(host, StepKind.ROLL_OUT).stream().anyMatch(Serving::began))
                        .map(HostRecord::role)
                        .collect(Collectors.toSet()));
    }

    private boolean serves(HostRecord host) {
        return host.release()
                        .filter(id -> id.equals(release.id())
                                || run.flatMap(Run::release).equals(Optional.of(id)))
                        .isPresent()
                || keepsOld(host);
    }

    /** New containers start beside old ones, which go only when the new ones are healthy: a host so changed never stops serving. */
    private boolean keepsOld(HostRecord host) {
        var fresh = !steps(host, StepKind.CREATE_HOST).isEmpty()
                || !steps(host, StepKind.BOOTSTRAP_HOST).isEmpty();
        var rollOut = steps(host, StepKind.ROLL_OUT);
        return host.state() == HostState.READY
                && !fresh
                && rollOut.stream().anyMatch(Serving::began)
                && rollOut.stream().allMatch(step -> step.risk() == Risk.SAFE)
                && steps(host, StepKind.CHECK_HEALTH).stream().noneMatch(step -> step.state() == PhaseState.FAILED);
    }

    private static boolean began(StepProgress step) {
        return step.state() != PhaseState.PENDING && step.state() != PhaseState.SKIPPED;
    }

    private List<StepProgress> steps(HostRecord host, StepKind kind) {
        return run.stream()
                .flatMap(active -> active.steps().stream())
                .filter(step -> step.kind() == kind && step.target().equals(host.name()))
                .toList();
    }
}
