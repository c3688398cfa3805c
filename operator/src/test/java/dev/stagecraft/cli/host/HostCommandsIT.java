package dev.stagecraft.cli.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.StaticShop;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that go to hosts, on two borrowed ones that the operator has released a shop to. */
@Timeout(120)
class HostCommandsIT {
    private static final HostShop STAGE = new HostShop("hostcommands");
    private static final StaticShop SHOP = STAGE.hosts();
    private static final Resources RESOURCES = STAGE.resources();

    @TempDir
    Path directory;

    @BeforeAll
    static void release() {
        STAGE.release();
    }

    @AfterAll
    static void close() {
        STAGE.close();
    }

    private CliRun cli() {
        return STAGE.cli(directory);
    }

    private void golden(String name, String... args) {
        var cli = cli();
        cli.golden("host/" + name, cli.run(args), STAGE.replaced());
    }

    @Test
    void hostsAreListed() {
        golden("hosts", "hosts");
        golden("hosts-json", "hosts", "shop", "-o", "json");
        golden("hosts-probe", "hosts", "--probe");
        golden("hosts-probe-yaml", "hosts", "--probe", "-o", "yaml");
        golden("hosts-probe-dry-run", "hosts", "--probe", "--dry-run");
        golden("hosts-unknown", "hosts", "shpo");
    }

    @Test
    void logsOfEveryHostInTheOrderOfTime() {
        golden("logs", "logs", "web");
        golden("logs-replicas", "logs", "worker");
        golden("logs-tail", "logs", "web", "--tail", "1");
        golden("logs-host", "logs", "web", "--host", "app-2");
        golden("logs-since", "logs", "web", "--since", "2100-01-01T00:00:00Z");
        golden("logs-dry-run", "logs", "web", "-f", "--tail", "5", "--since", "10m", "--dry-run");
        var terminal = cli().terminal(80).run("logs", "web");
        assertTrue(terminal.out().contains("\u001b[36mapp-1 |\u001b[0m started\n"), terminal.out());
        assertTrue(terminal.out().contains("\u001b[32mapp-2 |\u001b[0m started\n"), terminal.out());
    }

    @Test
    void whatIsNotThereIsToldWithWhatIs() {
        golden("logs-no-service", "logs", "wbe");
        golden("logs-no-host", "logs", "web", "--host", "app-3");
        golden("logs-no-time", "logs", "web", "--since", "10d");
        golden("logs-no-number", "logs", "web", "--tail", "-1");
        golden("ssh-no-host", "ssh", "web", "--", "true");
        golden("exec-no-command", "exec", "web");
        golden("ssh-no-terminal", "ssh", "-t", "app-1", "--", "top");
    }

    @Test
    void aCommandOnAHostHasItsStreamsAndItsExitStatus() {
        golden("ssh", "ssh", "app-1", "--", "sh", "-c", "echo out; echo err >&2; exit 7");
        golden("ssh-dry-run", "ssh", "app-1", "--dry-run", "--", "echo", "it's");
        golden("ssh-shell-dry-run", "ssh", "app-2", "--dry-run");
        assertEquals(
                new CliRun.Result(0, "a\nb \u00e9\n", ""),
                cli().input("a\nb \u00e9\n").run("ssh", "app-2", "--", "cat"));
        assertEquals(
                new CliRun.Result(4, "hello\n", ""),
                cli().input("echo hello\nexit 4\n").run("ssh", "app-2"));
    }

    @Test
    void aCommandInAContainerHasItsStreamsAndItsExitStatus() {
        golden("exec", "exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 9");
        golden("exec-dry-run", "exec", "web", "--host", "app-2", "-it", "--dry-run", "--", "sh");
        golden("exec-no-program", "exec", "web", "--", "nothing");
        var first = container("app-1");
        var second = container("app-2");
        assertAll(
                () -> assertEquals(new CliRun.Result(0, first, ""), cli().run("exec", "web", "--", "hostname")),
                () -> assertEquals(
                        new CliRun.Result(0, second, ""),
                        cli().run("exec", "web", "--host", "app-2", "--", "hostname")),
                () -> assertEquals(
                        new CliRun.Result(0, "in\n", ""), cli().input("in\n").run("exec", "web", "-i", "--", "cat")),
                () -> assertEquals(
                        new CliRun.Result(0, "", ""), cli().input("in\n").run("exec", "web", "--", "cat")));
    }

    private static String container(String host) {
        return SHOP.host(host).engine().containers().stream()
                        .filter(found -> "web".equals(found.labels().get("com.docker.compose.service")))
                        .findFirst()
                        .orElseThrow()
                        .id()
                        .substring(0, 12)
                + "\n";
    }

    @Test
    void aHostThatIsAwayIsToldAndTheOthersAreRead() {
        SHOP.host("app-1").unplug();
        try {
            golden("away-logs", "logs", "web");
            golden("away-logs-host", "logs", "web", "--host", "app-1");
            golden("away-probe", "hosts", "--probe");
            golden("away-exec", "exec", "web", "--", "echo", "other");
            golden("away-ssh", "ssh", "app-1", "--", "true");
            golden("away-follow", "logs", "web", "-f", "--host", "app-1");
        } finally {
            SHOP.host("app-1").plugIn();
        }
    }

    @Test
    void anotherHostKeyIsRefusedAndSaysWhatItMeans() {
        var spec = STAGE.yaml();
        var stranger = HostIdentity.generate(new SecureRandom());
        RESOURCES.apply(spec.replace(SHOP.host("app-1").identity().publicKey(), stranger.publicKey()));
        try {
            var cli = cli();
            var result = cli.run("ssh", "app-1", "--", "true");
            var replaced = STAGE.replaced();
            replaced.put(stranger.fingerprint(), "SHA256:PINNED");
            cli.golden("host/other-key", result, replaced);
            assertFalse(SHOP.host("app-1").journal().lines().contains("'true'"));
        } finally {
            RESOURCES.apply(spec);
        }
    }

    @Test
    void aMissingKeyIsToldByItsSecretAndNeverByItsContent() {
        var key = SHOP.clientKey().privateKey().reveal();
        var secrets = SharedControlPlane.client().secrets().inNamespace(RESOURCES.namespace());
        try {
            RESOURCES.secret("shop-ssh", Map.of("ssh-privatekey", "canary-no-key"));
            golden("bad-key", "ssh", "app-1", "--", "true");
            RESOURCES.secret("shop-ssh", Map.of("other", key));
            secrets.withName("shop-ssh").delete();
            golden("no-secret", "logs", "web");
        } finally {
            RESOURCES.sshKey(SHOP.clientKey());
        }
    }

    @Test
    void withoutTheRightToReadTheKeyThatIsSaid() throws IOException {
        var client = SharedControlPlane.client();
        var namespace = RESOURCES.namespace();
        client.serviceAccounts()
                .inNamespace(namespace)
                .resource(new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("viewer")
                        .endMetadata()
                        .build())
                .create();
        client.rbac()
                .roles()
                .inNamespace(namespace)
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("viewer")
                        .endMetadata()
                        .withRules(new PolicyRuleBuilder()
                                .withApiGroups("stagecraft.dev")
                                .withResources("*")
                                .withVerbs("get", "list")
                                .build())
                        .build())
                .create();
        client.rbac()
                .roleBindings()
                .inNamespace(namespace)
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("viewer")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "viewer")
                        .addNewSubject("", "ServiceAccount", "viewer", namespace)
                        .build())
                .create();
        var token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName("viewer")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        var plane = SharedControlPlane.get().config();
        var kubeconfig = directory.resolve("viewer.yaml");
        Files.writeString(kubeconfig, """
                apiVersion: v1
                kind: Config
                current-context: viewer
                contexts: [{name: viewer, context: {cluster: plane, user: viewer, namespace: %s}}]
                clusters: [{name: plane, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: viewer, user: {token: %s}}]
                """.formatted(namespace, plane.getMasterUrl(), token));
        var cli = cli().with("STAGECRAFT_KUBECONFIG", kubeconfig.toString());

        cli.golden("host/forbidden", cli.run("logs", "web"), STAGE.replaced());
        assertEquals(0, cli.run("hosts").exitCode());
    }

    @Test
    void aFollowedLogGoesOnBehindALostConnectionAndInANewContainerUntilItIsEnded() throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var code = new AtomicInteger(-1);
        int first = STAGE.followed("app-1");
        int second = STAGE.followed("app-2");
        var following = Thread.ofPlatform().start(() -> code.set(run(out, err, "logs", "chat", "-f", "--tail", "0")));
        awaitFollowed("app-1", first + 1);
        awaitFollowed("app-2", second + 1);

        STAGE.say("app-1", "first");
        await(() -> out.toString(UTF_8).contains("app-1 | first\n"), out, err);
        SHOP.host("app-1").unplug();
        await(() -> err.toString(UTF_8).contains("warning: Host app-1 "), out, err);
        STAGE.say("app-1", "meanwhile");
        STAGE.say("app-2", "beside");
        await(() -> out.toString(UTF_8).contains("app-2 | beside\n"), out, err);
        SHOP.host("app-1").plugIn();
        await(() -> out.toString(UTF_8).contains("app-1 | meanwhile\n"), out, err);
        replace("app-2");
        STAGE.say("app-2", "replaced");
        await(() -> out.toString(UTF_8).contains("app-2 | replaced\n"), out, err);
        following.interrupt();
        following.join();

        assertEquals(130, code.get(), err::toString);
        assertEquals("""
                app-1 | first
                app-2 | beside
                app-1 | meanwhile
                app-2 | started
                app-2 | listening
                app-2 | replaced
                """, out.toString(UTF_8));
        assertTrue(err.toString(UTF_8).contains("is connected to again."), err::toString);
        assertEquals(2, err.toString(UTF_8).lines().count(), err::toString);
    }

    @Test
    void whyAnEngineGivesNoLogIsSaidOnceAndTheLogFollowedWhenItDoes() throws InterruptedException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var host = SHOP.host("app-1");
        host.faults().withholdLogs(true);
        int before = STAGE.followed("app-1");
        var following = Thread.ofPlatform().start(() -> run(out, err, "logs", "chat", "-f", "--host", "app-1"));
        try {
            awaitFollowed("app-1", before + 3);
            host.faults().withholdLogs(false);
            awaitFollowed("app-1", before + 4);
            STAGE.say("app-1", "read");
            await(() -> out.toString(UTF_8).contains("read\n"), out, err);
        } finally {
            host.faults().withholdLogs(false);
            following.interrupt();
            following.join();
        }

        assertEquals(1, err.toString(UTF_8).lines().count(), err::toString);
        assertTrue(
                err.toString(UTF_8)
                        .contains("configured logging driver does not support reading; stagecraft hosts --probe"),
                err::toString);
    }

    private int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
        return STAGE.run(directory, out, err, args);
    }

    private static void awaitFollowed(String host, int times) {
        Awaitility.await(host + " is followed")
                .atMost(Duration.ofSeconds(30))
                .until(() -> STAGE.followed(host) >= times);
    }

    /** As a release does: another container of the service in the place of the one there. */
    private static void replace(String host) {
        var engine = SHOP.host(host).engine();
        var old = engine.containers().stream()
                .filter(found -> "chat".equals(found.labels().get("com.docker.compose.service")))
                .findFirst()
                .orElseThrow();
        engine.startByHand("chat", "chat");
        engine.removeByHand(container -> container.id().equals(old.id()));
    }

    private static void await(Supplier<Boolean> seen, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertTrue(seen.get(), () -> out + "--- standard error\n" + err));
    }
}
