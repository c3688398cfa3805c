package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which hosts are tried, in which order, and what is said when none leads there. */
class RoleRouteTest {
    private final List<String> tried = new ArrayList<>();

    @Test
    void readyHostsAreTriedFirstAndOthersOfTheRoleAfterThem() {
        var failed = failure(
                host("app-1", "app", HostState.CREATED, true),
                host("app-2", "app", HostState.READY, true),
                host("app-3", "app", HostState.PENDING, false),
                host("db-1", "db", HostState.READY, true));

        assertEquals(List.of("app-2", "app-1"), tried);
        assertEquals(MigrationException.Code.CONNECTION_FAILED, failed.code());
        assertTrue(failed.getMessage().contains("app-1 is away. It is tried again."), failed::getMessage);
    }

    @Test
    void withoutAHostThatHasAnAddressNothingIsTried() {
        var failed = failure(host("app-1", "app", HostState.PENDING, false));

        assertEquals(List.of(), tried);
        assertTrue(failed.getMessage().startsWith("No host of the role app"), failed::getMessage);
        assertTrue(failed.retryable());
    }

    private MigrationException failure(HostRecord... hosts) {
        var context = new OneHost(Clock.systemUTC(), URI.create("http://127.0.0.1:9"))
                .context(StepKind.ROLL_OUT, false, List.of(hosts));
        var route = RoleRoute.through("app", context.gathered(), List.of(hosts), new Nobody());
        return assertThrows(MigrationException.class, () -> route.open("db", 5432));
    }

    private static HostRecord host(String name, String role, HostState state, boolean address) {
        var machine = new HostRecord.Machine(
                "1",
                address ? Optional.of("192.0.2.1") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return HostRecord.named(name, role, false).machine(state, machine);
    }

    private final class Nobody implements HostConnector {
        @Override
        public HostConnection connect(HostAddress address) {
            tried.add(address.host());
            throw new HostException(HostException.Code.UNREACHABLE, address.host() + " is away.");
        }

        @Override
        public String publicKeyOf(Secret privateKey) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }
}
