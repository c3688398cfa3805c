package dev.stagecraft.build.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Built;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.Recipe;
import dev.stagecraft.host.BuildScripts;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.Owner;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.RegistryBridge;
import dev.stagecraft.sandbox.host.Faults.Strike;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.sandbox.host.SimulatedOs;
import dev.stagecraft.sandbox.registry.SimulatedRegistry;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class HostBuildExecutorTest {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final Owner OWNER = new Owner("uid-1", "shop", "shop", "shop", "prod");
    private static final Map<String, String> SCRATCH = Map.of("Dockerfile", "FROM scratch\nCOPY . /\n");

    private final ImageShelf shelf = new ImageShelf();
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final SimulatedHost host = SimulatedHost.start(SimulatedHost.Options.ready(shelf, CLIENT.publicKey()));

    @AfterEach
    void close() {
        connector.close();
        host.close();
    }

    @Test
    void whatIsBuiltIsResolvedByHttpAndPulledByHosts() {
        try (var registry = SimulatedRegistry.start();
                var builder = SimulatedHost.start(
                        SimulatedHost.Options.ready(new RegistryBridge(registry), CLIENT.publicKey()))) {
            var image = registry.authority() + "/shop/web:build-1";
            var executor = executor(address(builder));

            var outcome = executor.advance(
                    Requests.of(image, Requests.recipe("", "Dockerfile"), FileTree.of(SCRATCH), "linux/amd64"));

            assertEquals(new Built(), outcome);
            var digest = registry.find("shop/web", "build-1").orElseThrow().digest();
            var pinned = registry.authority() + "/shop/web@" + digest;
            assertEquals(
                    pinned, builder.engine().runByHand("shop", "web", pinned).reference());
            var unreached = executor.advance(Requests.dockerfile(SCRATCH));
            failed(unreached, Reason.REGISTRY_UNREACHABLE, true);
        }
    }

    @Test
    void withoutABuilderThereIsNoBuild() {
        failed(executor().advance(Requests.dockerfile(SCRATCH)), Reason.BUILDER_NOT_AVAILABLE, false);
    }

    @Test
    void theNextHostBuildsWhenOneCannotBeReached() {
        var away = SimulatedHost.start(SimulatedHost.Options.ready(shelf, CLIENT.publicKey()));
        var gone = address(away);
        away.close();

        assertEquals(new Built(), executor(gone, address(host)).advance(Requests.dockerfile(SCRATCH)));
        assertEquals(new Built(), executor(address(host), gone).advance(Requests.dockerfile(SCRATCH)));
        failed(executor(gone).advance(Requests.dockerfile(SCRATCH)), Reason.BUILDER_NOT_AVAILABLE, true);
    }

    @Test
    void everyHostIsToldToEndABuildAlsoAfterOneThatCannotBeReached() {
        var away = SimulatedHost.start(SimulatedHost.Options.ready(shelf, CLIENT.publicKey()));
        var gone = address(away);
        away.close();

        var failed = assertThrows(
                HostException.class, () -> executor(gone, address(host), gone).cancel(Requests.IMAGE));

        assertEquals(1, failed.getSuppressed().length);
        assertTrue(
                host.journal().entries().stream().anyMatch(entry -> entry.argv().contains(BuildScripts.CANCEL)),
                () -> host.journal().lines().toString());
    }

    @Test
    void aKeyThatIsRefusedIsForSomebodyToCorrect() {
        host.faults().refuseKeys(true);

        failed(advance(SCRATCH), Reason.BUILDER_NOT_AVAILABLE, false);
    }

    @Test
    void whatTheHostLacksIsToldBeforeAnythingIsSent() {
        try (var bare = SimulatedHost.start(
                SimulatedHost.Options.ready(shelf, CLIENT.publicKey()).running(SimulatedOs.UBUNTU, Set.of()))) {
            var failed = failed(
                    executor(address(bare)).advance(Requests.dockerfile(SCRATCH)), Reason.BUILDER_NOT_AVAILABLE, false);
            assertTrue(failed.message().contains("no Docker Engine"), failed::message);
            assertEquals(List.of(), bare.journal().mutations());
        }
        var program =
                Requests.of(Requests.IMAGE, Requests.program(Map.of(), Map.of()), FileTree.of(SCRATCH), "linux/amd64");
        failed(executor(address(host)).advance(program), Reason.BUILDER_NOT_AVAILABLE, false);
        host.builds().removeBuildKit();
        var failed = failed(advance(SCRATCH), Reason.BUILDER_NOT_AVAILABLE, false);
        assertTrue(failed.message().contains("buildx"), failed::message);
        assertEquals(List.of(), host.journal().mutations());
    }

    @Test
    void anEngineThatIsDownAndADiskThatIsFullAreToldApart() {
        host.faults().stopDocker(true);
        failed(advance(SCRATCH), Reason.BUILDER_NOT_AVAILABLE, true);
        host.faults().stopDocker(false);
        assertEquals(new Built(), advance(SCRATCH));

        host.faults().fillDisk(true);
        var full = failed(advance(SCRATCH), Reason.BUILDER_NOT_AVAILABLE, false);
        assertTrue(full.message().contains("disk") || full.message().contains("Free space"), full::message);
    }

    @Test
    void aConnectionThatBreaksIsTriedAgain() {
        host.faults().next(BuildScripts.BUILD, Strike.DROP_AFTER);

        failed(advance(SCRATCH), Reason.BUILDER_NOT_AVAILABLE, true);

        assertTrue(shelf.built(Requests.IMAGE).isPresent(), "the build went on");
        assertEquals(new Built(), advance(SCRATCH));
    }

    @Test
    void theDirectoryOfAnotherResourceIsLeftAlone() {
        assertEquals(new Built(), advance(SCRATCH));
        var other = new Owner("uid-2", "other", "shop", "shop", "prod");

        var outcome =
                new HostBuildExecutor(connector, List.of(address(host)), other).advance(Requests.dockerfile(SCRATCH));

        failed(outcome, Reason.BUILDER_NOT_AVAILABLE, false);
    }

    @Test
    void aContextThatChangesOrBreaksWhileItIsSentIsNoImage() {
        var request = Requests.of(
                Requests.IMAGE,
                Requests.recipe("", "Dockerfile"),
                new Failing(FileTree.of(SCRATCH), true),
                "linux/amd64");
        failed(executor(address(host)).advance(request), Reason.BUILD_FAILED, false);

        var shorter = Requests.of(
                Requests.IMAGE,
                Requests.recipe("", "Dockerfile"),
                new Failing(FileTree.of(SCRATCH), false),
                "linux/amd64");
        failed(executor(address(host)).advance(shorter), Reason.BUILDER_NOT_AVAILABLE, true);
        assertTrue(shelf.built(Requests.IMAGE).isEmpty());
    }

    static Collection<BuildRequest> impossible() {
        var tree = FileTree.of(Map.of("app/main", "x", "Dockerfile", "FROM scratch"));
        return List.of(
                request(Requests.recipe("", "Nope"), tree, "linux/amd64"),
                request(Requests.recipe("nope", "Dockerfile"), tree, "linux/amd64"),
                request(Requests.recipe("", "Dockerfile", "not-given"), tree, "linux/amd64"),
                request(Requests.recipe("", "Dockerfile", "a,b"), tree, "linux/amd64"),
                request(Requests.recipe("app", "app"), tree, "linux/amd64"),
                request(Requests.recipe("app", "./app/../app"), tree, "linux/amd64"),
                request(Requests.recipe("", "Dockerfile"), new Failing(tree, true, 0), "linux/amd64"),
                request(Requests.program(Map.of("../x", ""), Map.of()), tree, "linux/amd64"),
                request(Requests.program(Map.of(), Map.of("a-b", "")), tree, "linux/amd64"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeBuiltIsToldWithoutAskingAHost(BuildRequest request) {
        failed(executor().advance(request), Reason.BUILD_FAILED, false);
    }

    @Test
    void aHostMakesAnImageForOnePlatform() {
        var request = request(Requests.recipe("", "Dockerfile"), FileTree.of(SCRATCH), "linux/amd64", "linux/arm64");

        var failed = failed(executor(address(host)).advance(request), Reason.PLATFORM_UNSUPPORTED, false);

        assertTrue(failed.message().contains("linux/amd64, linux/arm64"), failed::message);
    }

    private static BuildRequest request(Recipe recipe, SourceTree tree, String... platforms) {
        return Requests.of(Requests.IMAGE, recipe, tree, platforms);
    }

    private BuildOutcome advance(Map<String, String> files) {
        return executor(address(host)).advance(Requests.dockerfile(files));
    }

    private HostBuildExecutor executor(HostAddress... builders) {
        return new HostBuildExecutor(connector, List.of(builders), OWNER);
    }

    private static HostAddress address(SimulatedHost host) {
        return host.address("build-1", CLIENT.privateKey());
    }

    private static Failed failed(BuildOutcome outcome, Reason reason, boolean passing) {
        var failed = assertInstanceOf(Failed.class, outcome, outcome::toString);
        assertEquals(reason, failed.reason(), failed::message);
        assertEquals(passing, failed.passing(), failed::message);
        return failed;
    }

    /** A source that fails, or is shorter, after it was read that many times. */
    private record Failing(FileTree tree, boolean breaks, AtomicInteger good) implements SourceTree {
        Failing(FileTree tree, boolean breaks) {
            this(tree, breaks, 1);
        }

        Failing(FileTree tree, boolean breaks, int good) {
            this(tree, breaks, new AtomicInteger(good));
        }

        @Override
        public String commit() {
            return tree.commit();
        }

        @Override
        public Optional<SourceFile> file(String path) {
            return tree.file(path);
        }

        @Override
        public Optional<String> id(String path) {
            return tree.id(path);
        }

        @Override
        public SortedMap<String, Kind> list(String directory) {
            return tree.list(directory);
        }

        @Override
        public void tar(String directory, OutputStream out) throws IOException {
            if (good.getAndDecrement() > 0) {
                tree.tar(directory, out);
                return;
            }
            out.write("not all of it".getBytes(UTF_8));
            if (breaks) {
                throw new IOException("the source is gone");
            }
        }
    }
}
