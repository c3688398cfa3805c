package dev.stagecraft.reconcile.step;

import dev.stagecraft.api.v1alpha1.HookSpec;
import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.OneOffContainers;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.release.Hooks;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import java.util.List;

/**
 * Runs a hook of the spec once in a release and waits for its end. May be run again after any crash: the container is found by
 * its name, and one that is gone is not started again.
 */
final class RunHook implements StepAction {
    private final HostSessions sessions;
    private final Clock clock;

    RunHook(HostSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var name = Hooks.name(context.launch().step());
        var hook = context.gathered().spec().hooks().stream()
                .filter(found -> found.name().equals(name))
                .findFirst();
        if (hook.isEmpty()) {
            return new StepOutcome.Refused("InvalidSpec", "the hook is no longer declared");
        }
        return sessions.with(context.address(), session -> run(context, hook.get(), session));
    }

    private StepOutcome run(StepContext context, HookSpec hook, HostSessions.Session session) {
        if (isBeforeHostsArePrepared(context.launch().step().phase())) {
            prepare(context, hook, session);
        }
        var containers =
                new OneOffContainers(session.connection(), session.facts().compose(), Owners.of(context.gathered()));
        return new HookRun(context, hook, containers, clock, session.clock()).run();
    }

    /** Hosts get their files when all images exist, and a hook of these phases does not wait for that. */
    private static boolean isBeforeHostsArePrepared(Phase phase) {
        return phase == Phase.BUILD || phase == Phase.PUSH;
    }

    private static void prepare(StepContext context, HookSpec hook, HostSessions.Session session) {
        var project =
                new ComposeProject(session.connection(), session.facts().compose(), Owners.of(context.gathered()));
        var served = context.served().get();
        var services = List.of(hook.service());
        var files = PrepareHost.files(context, served, context.host().role());
        project.claim();
        project.directory().write(files);
        project.pull(files.release(), services, PrepareHost.login(context, served, services));
    }
}
