package dev.stagecraft.cli.release;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.GitOwner;
import dev.stagecraft.cli.session.Session;

/** Sets {@code spec.suspend}. */
final class Suspension {
    private final Session session;

    Suspension(Session session) {
        this.session = session;
    }

    /** @param then what that means, for the end of a sentence */
    int set(Stagecraft before, boolean suspend, String then) {
        var ending = new Ending(session);
        var meta = before.getMetadata();
        if (before.getSpec().suspend() == suspend) {
            return ending.nothing(before, meta.getName() + (suspend ? " is suspended already" : " is not suspended"));
        }
        GitOwner.warn(session, before, "suspend", String.valueOf(suspend));
        session.world()
                .resources()
                .mergeSpec(
                        meta.getNamespace(),
                        meta.getName(),
                        JsonNodeFactory.instance.objectNode().put("suspend", suspend),
                        session.settings().dryRun());
        return session.settings().dryRun()
                ? ending.dryRun(before, "would set spec.suspend of " + meta.getName() + " to " + suspend)
                : ending.done(before, meta.getName() + then);
    }
}
