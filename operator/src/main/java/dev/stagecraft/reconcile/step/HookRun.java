package dev.stagecraft.reconcile.step;

import dev.stagecraft.api.v1alpha1.HookSpec;
import dev.stagecraft.host.Container;
import dev.stagecraft.host.OneOffContainers;
import dev.stagecraft.host.OneOffRequest;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.release.Hooks;
import dev.stagecraft.release.Run;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.release.StepProgress;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds or begins the container of a hook and waits for its end, which it makes itself when the time is over. */
final class HookRun {
    /** Which hook a container runs. */
    static final String HOOK_LABEL = "dev.stagecraft.hook";

    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final StepContext context;
    private final HookSpec hook;
    private final OneOffContainers containers;
    private final Clock clock;
    private final Clock hostClock;
    private final String release;
    private final String name;
    private final String mark;

    /** @param hostClock by which the engine tells when a container was started */
    HookRun(StepContext context, HookSpec hook, OneOffContainers containers, Clock clock, Clock hostClock) {
        this.context = context;
        this.hook = hook;
        this.containers = containers;
        this.clock = clock;
        this.hostClock = hostClock;
        release = context.release().id();
        mark = "%s-hook-%s".formatted(Owners.of(context.gathered()).composeProject(), hook.name());
        name = mark + "-" + release;
    }

    StepOutcome run() {
        removeThoseOfOtherReleases();
        var found = find();
        if (found.isEmpty()) {
            boolean started = containers.start(request());
            found = started ? find() : Optional.empty();
        }
        while (found.isPresent() && !ended(found.get())) {
            if (Thread.currentThread().isInterrupted()) {
                return new StepOutcome.Waiting(Duration.ZERO, "its end is waited for by the next operator", Map.of());
            }
            var left = left(found.get());
            if (!left.isPositive()) {
                containers.stop(found.get(), GRACE);
                return timedOut(found.get());
            }
            containers.await(found.get().id(), left.compareTo(LOOK) < 0 ? left : LOOK);
            found = find();
        }
        return found.map(this::outcome).orElseGet(this::unclear);
    }

    /** The same hook of a release that was given up must not run beside this one, and nobody waits for it. */
    private void removeThoseOfOtherReleases() {
        containers.list().stream()
                .filter(container -> container.labels().containsKey(HOOK_LABEL)
                        && !release.equals(container.labels().get(HostOneOff.RELEASE_LABEL)))
                .forEach(containers::remove);
    }

    private Optional<Container> find() {
        return containers.list().stream()
                .filter(container -> container.name().equals(name))
                .findFirst();
    }

    private static boolean ended(Container container) {
        return container.state() == Container.State.EXITED || container.state() == Container.State.DEAD;
    }

    /** What it may still take: of its own time, counted from its start, and of that of its step. */
    private Duration left(Container container) {
        var own = Duration.between(
                hostClock.instant(),
                container.startedAt().orElseGet(hostClock::instant).plus(hook.limit()));
        var step = Duration.between(clock.instant(), context.launch().deadline());
        return own.compareTo(step) < 0 ? own : step;
    }

    private OneOffRequest request() {
        return OneOffRequest.of(
                        release,
                        name,
                        release,
                        hook.service(),
                        Map.of(HOOK_LABEL, hook.name(), HostOneOff.RELEASE_LABEL, release),
                        hook.command())
                .markedAs(mark)
                .with(environment());
    }

    private Map<String, String> environment() {
        var variables = new TreeMap<String, String>();
        variables.put("STAGECRAFT_HOOK", hook.name());
        variables.put("STAGECRAFT_RELEASE", release);
        variables.put("STAGECRAFT_PHASE", hook.phase());
        if (Hooks.afterFailure(context.launch().step())) {
            var failure = context.state().run().flatMap(Run::failure);
            variables.put(
                    "STAGECRAFT_PHASE",
                    failure.map(StepProgress::phase).map(Phase::label).orElse(""));
            variables.put(
                    "STAGECRAFT_FAILED_REASON",
                    failure.map(StepProgress::reason).orElse(""));
        }
        return variables;
    }

    /** Whoever stopped it, or did not look: one that ran longer than it may has failed, whatever it made of being stopped. */
    private StepOutcome outcome(Container container) {
        if (took(container).compareTo(hook.limit()) >= 0) {
            return timedOut(container);
        }
        return container.exitCode() == 0
                ? new StepOutcome.Done(Map.of(Hooks.EXIT_CODE, "0"))
                : failed("HookFailed", "ended with exit code " + container.exitCode(), Optional.of(container));
    }

    private static Duration took(Container container) {
        return container
                .startedAt()
                .flatMap(began -> container.finishedAt().map(ended -> Duration.between(began, ended)))
                .orElse(Duration.ZERO);
    }

    private StepOutcome timedOut(Container container) {
        return failed(Hooks.TIMED_OUT, "did not end within its %s".formatted(hook.timeout()), Optional.of(container));
    }

    private StepOutcome unclear() {
        return failed(
                "HookUnclear",
                "is gone before its end was known: somebody removed it. It is not run again in this release",
                Optional.empty());
    }

    private StepOutcome failed(String reason, String how, Optional<Container> container) {
        var outputs = new TreeMap<String, String>();
        outputs.put(Hooks.REASON, reason);
        outputs.put(
                "message",
                "hook %s, '%s' in container %s, %s.%s"
                        .formatted(
                                hook.name(),
                                context.sanitizer().clean(String.join(" ", hook.command())),
                                name,
                                how,
                                container.map(this::lastWords).orElse("")));
        container
                .filter(ended -> !reason.equals(Hooks.TIMED_OUT))
                .ifPresent(ended -> outputs.put(Hooks.EXIT_CODE, Integer.toString(ended.exitCode())));
        return new StepOutcome.Done(outputs);
    }

    private String lastWords(Container container) {
        var said = context.sanitizer().clean(LastWords.of(containers.tail(container.id(), LastWords.LINES)));
        return said.isEmpty() ? " It printed nothing." : " Its last words: " + said;
    }
}
