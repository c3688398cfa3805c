package dev.stagecraft.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.host.HostCommandException.Code;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.host.Faults.Strike;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left behind when a host fails in the middle. */
@Timeout(120)
class ComposeProjectTest {

    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final Owner OWNER = new Owner("uid-1", "shop", "shop-prod", "shop", "prod");
    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final String IMAGE = "registry/web:v1";

    private final ImageShelf registry = new ImageShelf();
    private final SimulatedHost host = SimulatedHost.start(SimulatedHost.Options.ready(registry, CLIENT.publicKey()));
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private HostConnection connection = connector.connect(host.address("app-1", CLIENT.privateKey()));

    @BeforeEach
    void claim() {
        registry.push(IMAGE);
        project().directory().claim();
        project().directory().write(files("rel-1", IMAGE));
    }

    @AfterEach
    void stop() {
        connection.close();
        connector.close();
        host.close();
    }

    @Test
    void aFullDiskLeavesTheOldFilesAndTheOldContainers() {
        project().up("rel-1", List.of("web"), DRAIN);
        var before = Container.ids(project().containers());
        host.faults().fillDisk(true);

        var write = assertThrows(
                HostCommandException.class, () -> project().directory().markCurrent("rel-2"));
        var pull = assertThrows(
                HostCommandException.class, () -> project().pull("rel-1", List.of("web"), Optional.empty()));

        assertEquals(Code.DISK_FULL, write.code());
        assertEquals(Code.DISK_FULL, pull.code());
        assertEquals(before, Container.ids(project().containers()));
    }

    @Test
    void aRegistryThatIsAwayIsToldFromAnImageThatIsMissing() {
        host.faults().cutRegistry(true);

        var away = assertThrows(
                HostCommandException.class, () -> project().pull("rel-1", List.of("web"), Optional.empty()));

        assertEquals(Code.REGISTRY_UNREACHABLE, away.code());
    }

    @Test
    void anEngineThatIsDownFailsEveryLook() {
        host.faults().stopDocker(true);

        assertEquals(
                Code.DOCKER_DOWN,
                assertThrows(HostCommandException.class, () -> project().containers())
                        .code());
    }

    @Test
    void aConnectionThatBreaksAfterTheEffectIsFollowedByNoSecondEffect() {
        host.faults().next("up", Strike.DROP_AFTER);

        var lost = assertThrows(HostException.class, () -> project().up("rel-1", List.of("web"), DRAIN));

        assertEquals(HostException.Code.CONNECTION_LOST, lost.code());
        assertFalse(connection.isOpen());
        connection = connector.connect(host.address("app-1", CLIENT.privateKey()));
        var ids = Container.ids(project().containers());
        assertEquals(1, ids.size());
        project().up("rel-1", List.of("web"), DRAIN);
        assertEquals(ids, Container.ids(project().containers()));
    }

    @Test
    void twoThatBringUpTheSameAtOnceMakeOneContainer() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ups = List.of(1, 2, 3).stream()
                    .map(i -> threads.submit(() -> project().up("rel-1", List.of("web"), DRAIN)))
                    .toList();
            for (var up : ups) {
                up.get();
            }
        }

        assertEquals(1, project().containers().size());
    }

    @Test
    void deletionNeverTouchesTheContainersOfAnother() {
        project().up("rel-1", List.of("web"), DRAIN);
        var other = new Owner("uid-2", "other", "other", OWNER.project(), OWNER.environment());

        var stranger = new ComposeProject(connection, ComposeCli.PLUGIN, other);

        assertThrows(HostOwnedByAnother.class, () -> stranger.down(DRAIN, true));
        assertThrows(HostOwnedByAnother.class, () -> stranger.directory().remove());
        assertEquals(1, project().containers().size());
    }

    @Test
    void aMarkerThatIsNoMarkerIsLeftForAPersonToLookAt() {
        connection.put(RemoteFile.secret("/var/lib/stagecraft/shop-prod/owner.json", Secret.of("what?")));

        var refused =
                assertThrows(HostNotUsable.class, () -> project().directory().claim());

        assertEquals(true, String.valueOf(refused.getMessage()).contains("Look at it"), refused::getMessage);
    }

    @Test
    void aDescriptionThatCannotBeReadIsNoEmptyHost() {
        for (var broken : List.of("not json", "{\"state\":\"dancing\"}")) {
            var failed =
                    assertThrows(HostException.class, () -> Inspection.parse(new CommandResult(0, broken, "", false)));
            assertEquals(HostException.Code.PROTOCOL, failed.code());
        }
        assertThrows(HostException.class, () -> Inspection.parse(new CommandResult(0, "{}", "", true)));
    }

    @Test
    void valuesOfTheEnvironmentAreInNoCommandLine() {
        project()
                .directory()
                .write(new ReleaseFiles(
                        "rel-2",
                        "services: {web: {image: " + IMAGE + ", labels: {dev.stagecraft.owner: uid-1}}}\n",
                        Secret.of("services: {web: {environment: {TOKEN: c4nary}}}\n"),
                        Secret.of("export OTHER='c4nary'\n"),
                        "{}"));
        project().up("rel-2", List.of("web"), DRAIN);

        assertEquals("c4nary", host.engine().environment("web").get("TOKEN"));
        assertFalse(host.journal().entries().toString().contains("c4nary"));
    }

    @Test
    void whatIsShippedStaysAsLongAsAReleaseMountsIt() {
        for (var revision : List.of("1", "2", "3")) {
            project()
                    .directory()
                    .write(new ReleaseFiles(
                            "rel-" + revision,
                            "services: {web: {image: %s, volumes: ['./files/d%s:/d', './files/all/run:/run.sh']}}\n"
                                    .formatted(IMAGE, revision),
                            Secret.of("services: {web: {environment: {}}}\n"),
                            Secret.of(""),
                            "{}",
                            List.of(
                                    new ShippedFile("d" + revision, "sub/a", Secret.of("c4nary"), false, false),
                                    new ShippedFile("all", "run", Secret.of("#!/bin/sh"), true, false))));
        }

        project().directory().prune(2);

        var base = "/var/lib/stagecraft/shop-prod/files/";
        assertEquals(
                Set.of(base + "d2/sub/a", base + "d3/sub/a", base + "all/run"),
                host.files().all().keySet().stream()
                        .filter(path -> path.startsWith(base))
                        .collect(Collectors.toSet()));
        assertEquals(
                0444, requireNonNull(host.files().all().get(base + "d3/sub/a")).mode());
        assertEquals(
                0555, requireNonNull(host.files().all().get(base + "all/run")).mode());
        assertFalse(host.journal().entries().toString().contains("c4nary"));
    }

    /** A container that may write there could have put a link in the way. */
    @Test
    void whatIsShippedAlreadyIsNotWrittenAgain() {
        var files = new ReleaseFiles(
                "rel-1",
                "services: {web: {image: %s, volumes: ['./files/d:/d']}}\n".formatted(IMAGE),
                Secret.of("services: {web: {environment: {}}}\n"),
                Secret.of(""),
                "{}",
                List.of(new ShippedFile("d", "sub/a", Secret.of("a"), false, false)));
        project().directory().write(files);
        var shipped = "/var/lib/stagecraft/shop-prod/files/d/sub/a";
        host.files().write(shipped, "by a container".getBytes(UTF_8), 0444);

        project().directory().write(files);

        assertEquals("by a container", host.files().read(shipped).orElseThrow().text());
        assertFalse(host.files().all().keySet().toString().contains(".part"));
    }

    private ComposeProject project() {
        return new ComposeProject(connection, ComposeCli.PLUGIN, OWNER);
    }

    private static ReleaseFiles files(String release, String image) {
        return new ReleaseFiles(
                release,
                "services: {web: {image: %s, labels: {dev.stagecraft.owner: uid-1}}}\n".formatted(image),
                Secret.of("services: {web: {environment: {}}}\n"),
                Secret.of(""),
                "{}");
    }
}
