package dev.stagecraft;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.cluster.Jobs;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostException;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.reconcile.step.BuildScene;
import dev.stagecraft.reconcile.step.BuilderMissing;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final Builders builders = new Builders(
            new Away(), new CiBuilders(ProviderRegistry.load("CI", CiProvider.class)), new NoCluster(), () -> {
                throw new UncheckedIOException("ca.pem cannot be read", new IOException("gone"));
            });

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

    /** Nobody reaches the cluster. */
    private static final class NoCluster implements Jobs {
        @Override
        public void start(ResourceRef resource, Job job, Map<String, Secret> inputs) {
            throw new AssertionError("nothing starts");
        }

        @Override
        public Optional<Sighting> find(ResourceRef resource, String name) {
            return Optional.empty();
        }

        @Override
        public List<String> logTail(ResourceRef resource, String pod, String container) {
            return List.of();
        }

        @Override
        public void delete(ResourceRef resource, String name) {
            throw new AssertionError("nothing is deleted");
        }

        @Override
        public void deleteOthers(ResourceRef resource, String annotation, Job kept) {
            throw new AssertionError("nothing is deleted");
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
        return builders.of(context.gathered().spec().build().executor(), context.gathered(), context.state());
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
        assertEquals(new BuildOutcome.Failed(BuildOutcome.Reason.BUILDER_NOT_AVAILABLE, "no answer", true), failed);
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
    void certificatesThatCannotBeReadMayBeThereLater() {
        var nobody = assertThrows(BuilderMissing.class, () -> of("  build: {executor: job}\n"));

        assertEquals("ca.pem cannot be read", nobody.getMessage());
        assertTrue(BuildScene.mayPass(nobody));
    }

    @Test
    void aCiSystemIsGivenWhatTheSecretHolds() {
        var executor = of("  build: {executor: github, providers: {github: {repository: acme/shop, workflow: build.yml,"
                + " tokenSecretRef: {name: ssh, key: ssh-privatekey}}}}\n");

        var failed = assertInstanceOf(BuildOutcome.Failed.class, executor.advance(request()));
        assertTrue(failed.message().contains("cannot be a token"), failed::message);
        assertTrue(!failed.message().contains("PRIVATE KEY"), failed::message);
    }
}
