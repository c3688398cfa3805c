package dev.stagecraft.cli.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.session.HeldResources;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback that was refused is not asked for any more. */
class WithdrawalTest {
    private static final Ask ROLLBACK = Ask.of(new Goal.Rollback("rel-0"), Snapshots.before());

    @TempDir
    Path directory;

    private HeldResources asking(String target) {
        var resource = Snapshots.before();
        resource.getMetadata().setAnnotations(Map.of(Annotations.ROLLBACK_TO, target));
        return new HeldResources(resource);
    }

    private String after(HeldResources resources, Ask ask, String outcome) {
        var lost = new Verdict.Lost(outcome, Optional.empty(), "no", List.of());
        return Withdrawal.after(resources.session(directory, Map.of()), ask, lost);
    }

    @Test
    void whatWasRefusedIsTakenAwayAndSaid() {
        var resources = asking("rel-0");

        assertEquals(
                " The request for this rollback was taken away again: the operator does nothing else while it stands.",
                after(resources, ROLLBACK, "Refused"));
        assertEquals(List.of(Collections.singletonMap(Annotations.ROLLBACK_TO, null)), resources.annotated);
    }

    @Test
    void whatCannotBeTakenAwayIsSaidToStand() {
        var resources = asking("rel-0");
        resources.refusing = Optional.of(new KubernetesClientException("no", 403, null));

        assertEquals(
                " The request for this rollback stands, and the operator does nothing else while it does, but it could not be"
                        + " taken away: The cluster does not let you do that: no. Ask for that right, or choose another"
                        + " --namespace.",
                after(resources, ROLLBACK, "Refused"));
    }

    @Test
    void whatIsNotOursOrDidBeginStays() {
        var another = asking("rel-9");
        assertEquals("", after(another, ROLLBACK, "Refused"));
        var begun = asking("rel-0");
        assertEquals("", after(begun, ROLLBACK, "Failed"));
        assertEquals("", after(begun, Ask.of(new Goal.Retry("now"), Snapshots.before()), "Refused"));

        assertEquals(List.of(), another.annotated);
        assertEquals(List.of(), begun.annotated);
    }
}
