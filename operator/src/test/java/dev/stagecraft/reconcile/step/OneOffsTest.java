package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.reconcile.gather.Contents;
import dev.stagecraft.reconcile.gather.Environment;
import dev.stagecraft.reconcile.gather.Served;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which hosts are asked for runs, and on which one a program begins. */
class OneOffsTest {
    private static final String WEB = "services: {web: {image: 'web@sha256:1'}}\n";
    private static final String WORKER = "services: {worker: {image: 'worker@sha256:1'}}\n";

    private final List<String> reached = new ArrayList<>();
    private final OneOff oneOff = oneOff(
            host("app-1", "app", HostState.CREATED).serving(Optional.of("rel-0")),
            host("app-3", "app", HostState.READY),
            host("app-2", "app", HostState.READY),
            host("app-4", "app", HostState.CREATED),
            host("work-1", "work", HostState.READY),
            HostRecord.named("app-9", "app", false));

    @Test
    void everyHostThatMayHaveARunIsAsked() {
        assertThrows(MigrationException.class, oneOff::runs);
        assertEquals(List.of("app-1"), reached, "one that does not answer is enough to know nothing");
    }

    @Test
    void aProgramBeginsOnTheFirstReadyHostOfItsService() {
        start("web");
        start("worker");
        assertEquals(List.of("app-2", "work-1"), reached);
    }

    @Test
    void aServiceThatNoReadyHostServesHasToWait() {
        var failed = start("nobody");
        assertTrue(failed.getMessage().contains("No host of the role of service nobody is ready"), failed::getMessage);
        assertTrue(failed.retryable());
        assertEquals(List.of(), reached);
    }

    @Test
    void theReleaseSaysWhatIsKnown() {
        assertEquals(Optional.of("web@sha256:1"), oneOff.image("web"));
        assertEquals(Optional.empty(), oneOff.image("db"));
        assertTrue(oneOff.recorded().contains("container-1"));
        assertEquals("rel-1", oneOff.occasion());
    }

    private MigrationException start(String service) {
        var program = new OneOff.Program("container-2", "2", service, List.of("bin/migrate"));
        return assertThrows(MigrationException.class, () -> oneOff.start(program));
    }

    private OneOff oneOff(HostRecord... hosts) {
        var context = new OneHost(Clock.systemUTC(), URI.create("http://127.0.0.1:9"))
                .context(StepKind.ROLL_OUT, false, List.of(hosts));
        var served = new Served(
                "1.0.0",
                "in-1",
                List.of("app", "work"),
                new TreeMap<>(Map.of("app", WEB, "work", WORKER)),
                new TreeMap<>(Map.of("web", "web@sha256:1", "worker", "worker@sha256:1")),
                Map.of(),
                Environment.empty(),
                Environment.empty(),
                Contents.NONE);
        var sessions = new HostSessions(new Nobody(), Bootstrap.Limits.DEFAULT, Clock.systemUTC());
        return new OneOffs(sessions, context.gathered(), List.of(hosts), served)
                .of(
                        "main",
                        new HostOneOff.Release(
                                "rel-1", "rel-1", served.images(), List.of("container-1"), Sanitizer.none()));
    }

    private static HostRecord host(String name, String role, HostState state) {
        return HostRecord.named(name, role, false)
                .machine(
                        state,
                        new HostRecord.Machine(
                                "1",
                                Optional.of("192.0.2.1"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private final class Nobody implements HostConnector {
        @Override
        public HostConnection connect(HostAddress address) {
            reached.add(address.host());
            throw new HostException(HostException.Code.UNREACHABLE, address.host() + " is away.");
        }

        @Override
        public String publicKeyOf(Secret privateKey) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
