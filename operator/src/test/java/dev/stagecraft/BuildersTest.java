package dev.stagecraft;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.reconcile.step.BuildScene;
import dev.stagecraft.reconcile.step.BuilderMissing;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who builds for which executor. */
class BuildersTest {
    private static final String ON_HOSTS = "  build: {executor: host, role: builder}\n";

    private final Map<String, String> reached = new ConcurrentHashMap<>();
    private final Builders builders = new Builders(new Away());

    /** Notes whom it was to reach, and reaches nobody. */
    private final class Away implements HostConnector {
        @Override
        public HostConnection connect(HostAddress address) {
            reached.put(address.host(), address.address());
            throw new HostException(HostException.Code.UNREACHABLE, "no answer");
        }

        @Override
        public String publicKeyOf(Secret privateKey) {
            throw new AssertionError("nobody asks for that here");
        }
    }

    @AfterEach
    void close() {
        builders.close();
    }

    private static HostRecord host(String name, String role, HostState state, String address) {
        return HostRecord.named(name, role, false)
                .machine(
                        state,
                        new HostRecord.Machine(
                                "m-" + name,
                                Optional.of(address),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    private BuildExecutor of(String spec, HostRecord... hosts) {
        var context = new BuildScene(spec, hosts).building();
        return builders.of(context.gathered(), context.state());
    }

    private static BuildRequest request() {
        return new BuildRequest(
                "web",
                "registry.example.com/acme/web:build-1",
                new Recipe.Dockerfile("", "Dockerfile", "", new TreeMap<>(), List.of()),
                FileTree.of(Map.of("Dockerfile", "FROM scratch\n")),
                new GitLocation("https://git.example.com/shop.git", "0".repeat(40), Optional.empty()),
                List.of("linux/amd64"),
                new TreeMap<>(),
                Map.of(),
                Secret.of(""),
                Duration.ofMinutes(1));
    }

    @Test
    void hostsOfTheRoleThatAreReadyBuild() {
        var executor = of(
                ON_HOSTS,
                host("builder-2", "builder", HostState.READY, "203.0.113.12"),
                host("builder-1", "builder", HostState.READY, "203.0.113.11"),
                host("builder-3", "builder", HostState.CREATED, "203.0.113.13"),
                host("app-1", "app", HostState.READY, "203.0.113.7"));

        var failed = await().atMost(Duration.ofSeconds(20))
                .until(() -> executor.advance(request()), BuildOutcome.Failed.class::isInstance);

        assertEquals(Map.of("builder-1", "203.0.113.11", "builder-2", "203.0.113.12"), reached);
        assertEquals(
                new BuildOutcome.Failed(BuildOutcome.Reason.BUILDER_NOT_AVAILABLE, "no answer", true), failed);
    }

    @Test
    void aHostThatIsNotReadyYetMayBeLater() {
        var nobody = assertThrows(
                BuilderMissing.class,
                () -> of(ON_HOSTS, host("builder-1", "builder", HostState.CREATED, "203.0.113.11")));

        assertEquals("no host of role builder is ready to build", nobody.getMessage());
        assertTrue(BuildScene.mayPass(nobody));
    }

    @Test
    void aRoleWithoutAHostHasNobody() {
        var nobody = assertThrows(
                BuilderMissing.class, () -> of(ON_HOSTS, host("app-1", "app", HostState.READY, "203.0.113.7")));

        assertTrue(String.valueOf(nobody.getMessage()).contains("role builder"), nobody::getMessage);
    }

    @Test
    void anExecutorThatIsNotHereNeverBuilds() {
        var nobody = assertThrows(BuilderMissing.class, () -> of("  build: {executor: job}\n"));

        assertEquals("nobody builds for executor job", nobody.getMessage());
        assertFalse(BuildScene.mayPass(nobody));
    }
}
