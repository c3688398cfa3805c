package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** A look of the operator at the cloud and the hosts that somebody asked for. */
final class NewLook {
    private final String token;
    private final Asked asked;
    private final StandingTrouble trouble;
    private boolean taken;

    /** @param resource as it was when it was asked, which is now */
    NewLook(String token, Stagecraft resource) {
        this.token = token;
        asked = new Asked("reconcile", token);
        trouble = new StandingTrouble(resource);
    }

    /** Must be given each state, in their order. */
    void see(Stagecraft now) {
        var handled = now.getStatus().handled().reconcile();
        var other = asked.replacement(now);
        taken = handled.equals(token)
                || other.filter(later -> !later.isEmpty() && later.equals(handled))
                        .isPresent();
    }

    /** Whether it was taken when that was the state; a look that somebody else asked for later is one as well. */
    boolean taken() {
        return taken;
    }

    /** What keeps the operator from it. */
    Optional<Condition> trouble(Stagecraft now) {
        return trouble.answer(now);
    }

    /** Whether there was time for it: while a plan waits for an approval, looks are taken and not told. */
    boolean timely() {
        return trouble.looked();
    }
}
