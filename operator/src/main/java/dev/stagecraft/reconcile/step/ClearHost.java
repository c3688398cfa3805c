package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.ProjectDirectory;
import dev.stagecraft.release.StepOutcome;
import java.util.Map;

/** Takes the project's containers and files off a host that stays; volumes are kept. */
final class ClearHost implements StepAction {
    private final HostSessions sessions;

    ClearHost(HostSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StepOutcome run(StepContext context) {
        var owner = Owners.of(context.gathered());
        return sessions.with(context.address(), session -> {
            new ComposeProject(session.connection(), session.facts().compose(), owner)
                    .down(context.gathered().spec().rollout().drainWait(), false);
            new ProjectDirectory(session.connection(), owner).remove();
            return new StepOutcome.Done(Map.of());
        });
    }
}
