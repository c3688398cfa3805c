package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.ComposeProject;
import dev.stagecraft.host.HostException;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.Map;

/** Makes Docker and Compose usable on a host and claims its project directory. A host that is still booting is waited for. */
final class BootstrapHost implements StepAction {
    private final HostSessions sessions;
    private final Duration poll;

    BootstrapHost(HostSessions sessions, Duration poll) {
        this.sessions = sessions;
        this.poll = poll;
    }

    @Override
    public StepOutcome run(StepContext context) {
        try {
            return sessions.with(context.address(), session -> {
                var facts = session.facts();
                new ComposeProject(session.connection(), facts.compose(), Owners.of(context.gathered())).claim();
                return new StepOutcome.Done(Map.of(
                        "message",
                        facts.os() + ", Docker " + facts.dockerVersion() + ", Compose " + facts.composeVersion()));
            });
        } catch (HostException e) {
            if (StepFailures.comesBack(e.code())) {
                return new StepOutcome.Waiting(poll, "waiting for SSH: " + e.getMessage(), Map.of());
            }
            throw e;
        }
    }
}
