package dev.stagecraft.reconcile;

import dev.stagecraft.plan.Plan;
import dev.stagecraft.release.Approval;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.Requests;
import dev.stagecraft.release.RunState;
import dev.stagecraft.release.State;
import java.util.Optional;

/** Begins a plan, or shows it where a person must agree first. */
final class Beginning {
    private final String holder;

    /** @param holder the name of this process */
    Beginning(String holder) {
        this.holder = holder;
    }

    Planning.Result begin(Look look, Plan plan, Openings.Opening opening) {
        var approved = look.approvals().stream().filter(plan.id()::equals).findFirst();
        var policy = Approval.of(look.gathered().spec().approval().policy());
        // Nobody must be woken to put back what served: what was approved is that it serves.
        boolean automatic = opening.intent() instanceof Intent.Rollback rollback && rollback.automatic();
        if (policy.holdsBack(plan, approved) && !automatic) {
            var stale = look.approvals().stream().findFirst();
            return new Planning.Result.Decided(Decision.of(shown(look, plan, RunState.AWAITING_APPROVAL))
                    .stale(stale.filter(id -> !look.state().handled().approve().equals(Optional.of(id)))));
        }
        if (look.gathered().spec().suspend()) {
            return new Planning.Result.Decided(Decision.of(shown(look, plan, RunState.PENDING)));
        }
        var begun = Openings.begin(look.state(), plan, opening, holder, look.now());
        return new Planning.Result.Begun(look.with(handled(begun, look, approved)));
    }

    private State shown(Look look, Plan plan, RunState as) {
        return Openings.show(look.state(), plan, as, look.gathered().specHash(), holder(look, plan));
    }

    /** A waiting plan is not rewritten because another process looks at it. */
    private String holder(Look look, Plan plan) {
        return look.state()
                .run()
                .filter(run -> run.planId().equals(plan.id()))
                .map(run -> run.holder())
                .orElse(holder);
    }

    /** The state in which what the look asks for is handled. */
    static State handled(State state, Look look, Optional<String> approved) {
        var asked = look.requests();
        return state.handled(new Requests(
                approved.or(() -> state.handled().approve()),
                asked.rollbackTo(),
                asked.specRollbackTo(),
                asked.retry().or(() -> state.handled().retry()),
                asked.reconcile().or(() -> state.handled().reconcile()),
                state.handled().migrate(),
                state.handled().migrated()));
    }
}
