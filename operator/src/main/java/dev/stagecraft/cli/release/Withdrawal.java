package dev.stagecraft.cli.release;

import dev.stagecraft.cli.session.ClusterFaults;
import dev.stagecraft.cli.session.Session;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Takes back a rollback that the operator refused: before it looks at anything else, it refuses that again and again. */
final class Withdrawal {
    private Withdrawal() {}

    /** What was done, to go after the sentence of the end; empty where there was nothing to take back, or no longer ours. */
    static String after(Session session, Ask ask, Verdict.Lost lost) {
        if (!(ask.goal() instanceof Goal.Rollback(var to)) || !lost.outcome().equals("Refused")) {
            return "";
        }
        try {
            return takenAway(session, ask, to);
        } catch (KubernetesClientException refused) {
            return " The request for this rollback stands, and the operator does nothing else while it does, but it could not"
                    + " be taken away: " + ReleaseWords.ended(ClusterFaults.sentence(refused));
        }
    }

    private static String takenAway(Session session, Ask ask, String to) {
        var resources = session.world().resources();
        var ours = resources
                .find(ask.namespace(), ask.name())
                .filter(now -> now.getMetadata().getUid().equals(ask.uid()))
                .filter(now -> to.equals(Annotations.of(now, Annotations.ROLLBACK_TO)));
        if (ours.isEmpty()) {
            return "";
        }
        var nothing = new HashMap<String, @Nullable String>();
        nothing.put(Annotations.ROLLBACK_TO, null);
        resources.annotate(ask.namespace(), ask.name(), nothing, false);
        return " The request for this rollback was taken away again: the operator does nothing else while it stands.";
    }
}
