package dev.stagecraft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.Transitions;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggedTransitionsTest {
    private static final ResourceRef SHOP = new ResourceRef("tenant", "shop", "uid");
    private static final Transitions.Changes NOTHING = new Transitions.Changes(List.of(), false);

    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggedTransitions.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    /** What follows in the chain sees the same and its answer is passed on. */
    private static final Transitions NEXT = new Transitions() {
        @Override
        public Changes between(
                ResourceRef resource, StagecraftSpec spec, StagecraftStatus before, StagecraftStatus after) {
            return NOTHING;
        }

        @Override
        public void removed(ResourceRef resource) {}
    };

    private static StagecraftStatus status(String yaml) {
        return new KubernetesSerialization()
                .unmarshal("apiVersion: stagecraft.dev/v1alpha1\nkind: Stagecraft\nstatus: " + yaml, Stagecraft.class)
                .getStatus();
    }

    private List<String> logged(StagecraftStatus before, StagecraftStatus after) {
        lines.list.clear();
        var changes = new LoggedTransitions(NEXT).between(SHOP, new Stagecraft().getSpec(), before, after);
        assertSame(NOTHING, changes);
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getMessage() + " "
                        + line.getKeyValuePairs().stream()
                                .map(pair -> pair.key + "=" + pair.value)
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void beginningAndEndOfAReleaseAreLoggedOnce() {
        var nothing = status("{}");
        var running = status("{releases: [{id: rel-1, state: Running, startedAt: '2026-01-01T00:00:00Z'}]}");
        var failed = status("{releases: [{id: rel-1, state: Failed, reason: HealthCheckFailed,"
                + " startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:01:00Z'}]}");

        assertEquals(
                List.of(
                        "INFO a release is under way namespace=tenant name=shop releaseId=rel-1 result=Running reason="),
                logged(nothing, running));
        assertEquals(
                List.of("WARN a release ended namespace=tenant name=shop releaseId=rel-1 result=Failed"
                        + " reason=HealthCheckFailed"),
                logged(running, failed));
        assertEquals(List.of(), logged(failed, failed));
    }

    @Test
    void everyFailureOfAStepIsLogged() {
        var first =
                status("{plan: {id: p, steps: [{id: prepare/app-1, state: pending, attempt: 1, reason: DiskFull}]}}");
        var second =
                status("{plan: {id: p, steps: [{id: prepare/app-1, state: failed, attempt: 2, reason: DiskFull}]}}");

        assertEquals(
                List.of("WARN a step is tried again namespace=tenant name=shop stepId=prepare/app-1 reason=DiskFull"),
                logged(status("{}"), first));
        assertEquals(
                List.of("WARN a step failed namespace=tenant name=shop stepId=prepare/app-1 reason=DiskFull"),
                logged(first, second));
        assertEquals(List.of(), logged(second, second));
    }
}
