package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ProjectDirectory;
import dev.stagecraft.release.StepOutcome;
import java.util.Map;

/** Marks the release as current on a host and removes the files of releases that are out of history. */
final class FinalizeHost implements StepAction {
    private final HostSessions sessions;

    FinalizeHost(HostSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public StepOutcome run(StepContext context) {
        return sessions.with(context.address(), session -> {
            var directory = new ProjectDirectory(session.connection(), Owners.of(context.gathered()));
            directory.markCurrent(context.release().id());
            directory.prune(Math.max(1, context.gathered().spec().releaseHistoryLimit()));
            return new StepOutcome.Done(Map.of());
        });
    }
}
