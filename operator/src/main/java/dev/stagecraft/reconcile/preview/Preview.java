package dev.stagecraft.reconcile.preview;

import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;

/** What the operator would plan for a resource, as far as it can be known from outside of it. */
public sealed interface Preview {
    /**
     * There is a plan.
     *
     * @param state with the hosts as they are known
     * @param wanted what the hosts are to serve
     * @param serving what they serve now; empty where nothing does, or where it is no longer stored
     * @param notes what a reader should know, those of the plan among them
     * @param refusals what keeps the plan from being run, those of the plan among them
     */
    record Planned(
            Gathered gathered,
            State state,
            Plan plan,
            Served wanted,
            Optional<Releases.Stored> serving,
            List<String> notes,
            List<Refusal> refusals)
            implements Preview {
        public Planned {
            notes = List.copyOf(notes);
            refusals = List.copyOf(refusals);
        }
    }

    /** Nothing can be planned until somebody changes something. */
    record Refused(Finding why) implements Preview {}
}
