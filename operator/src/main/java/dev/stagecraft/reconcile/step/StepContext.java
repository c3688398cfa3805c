package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Launches.Launch;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.secret.Sanitizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a step works with: the resource as it was when the step was launched.
 *
 * @param served reads what is to be served; only steps of a release ask
 * @param progress is told how far the step is while it runs
 */
public record StepContext(
        Gathered gathered,
        State state,
        Launch launch,
        Supplier<Served> served,
        Consumer<StepOutcome.Waiting> progress) {
    /** Of a step whose progress nobody hears of. */
    public StepContext(Gathered gathered, State state, Launch launch, Supplier<Served> served) {
        this(gathered, state, launch, served, said -> {});
    }

    /** The same context, with somebody who hears how far the step is while it runs. */
    StepContext telling(Consumer<StepOutcome.Waiting> listener) {
        return new StepContext(gathered, state, launch, served, listener);
    }

    /** The name of the host that the step is about. */
    public String target() {
        return launch.step().target();
    }

    /** The host that the step is about. */
    public HostRecord host() {
        return state.host(target()).orElseThrow(() -> new IllegalStateException("status knows no host " + target()));
    }

    /** What the machine of the host is called in the cloud. */
    public String machineName() {
        var spec = gathered.spec();
        var project = spec.project();
        return CreateMachine.name(project == null ? "" : project.name(), spec.environment(), target());
    }

    /** The release that the run carries out. */
    public ReleaseRecord release() {
        return state.run()
                .flatMap(run -> run.release())
                .flatMap(state.history()::find)
                .orElseThrow(() -> new IllegalStateException(
                        "status knows no release for step " + launch.step().id()));
    }

    /** Whether the step was begun, by this process, longer ago than that. */
    public boolean begunLongerThan(Duration limit, Clock clock) {
        return launch.step()
                .startedAt()
                .filter(begun -> begun.plus(limit).isBefore(clock.instant()))
                .isPresent();
    }

    /** Where the host is reached, and by which key it is known. */
    public HostAddress address() {
        return HostAddresses.of(gathered, host());
    }

    /**
     * Knows every secret of the spec and of the release that the run carries out, which can be an older one with values that the
     * spec no longer has.
     */
    public Sanitizer sanitizer() {
        var known = gathered.sanitizer();
        if (state.run().flatMap(run -> run.release()).isEmpty()) {
            return known;
        }
        try {
            var release = served.get();
            return known.with(release.variables().concealed())
                    .with(release.contents().secrets());
        } catch (RuntimeException unread) {
            // What could not be read was given to no container either; what kept it from being read is told elsewhere.
            return known;
        }
    }

    /** The services of the host's role, in start order. */
    public List<Served.Service> services() {
        return served.get().servicesOf(host().role());
    }

    /** The same context after a run that must wait: it does not create again, and knows the machine that was found. */
    public StepContext again(Map<String, String> outputs) {
        var next =
                outputs.containsKey("machine") ? state.with(host().machine(host().state(), machine(outputs))) : state;
        return new StepContext(gathered, next, new Launch(launch.step(), false, launch.deadline()), served, progress);
    }

    private static HostRecord.Machine machine(Map<String, String> outputs) {
        return new HostRecord.Machine(
                outputs.getOrDefault("machine", ""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
