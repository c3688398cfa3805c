package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.controlplane.Namespaces;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people are told when the cluster is not there, does not know them, or does not let them. */
class ClusterFaultsIT {
    @TempDir
    Path directory;

    @Test
    void aClusterThatDoesNotAnswer() throws IOException {
        var result = status(kubeconfig("https://127.0.0.1:1", "token: sentinel-token"));

        refused(result, "error: The cluster cannot be reached: the connection is refused or leads nowhere.");
        assertTrue(result.err().contains("Check --kubeconfig and --context"), result.err());
    }

    @Test
    void aKubeconfigThatIsNotThereOrIsNone() throws IOException {
        refused(status("none"), "error: The kubeconfig " + directory.resolve("none") + " cannot be read: ");
        Files.writeString(directory.resolve("broken"), "clusters: [");
        refused(status("broken"), "error: The kubeconfig " + directory.resolve("broken") + " cannot be understood: ");
    }

    @Test
    void aContextThatIsNotThere() throws IOException {
        var file = kubeconfig("https://127.0.0.1:1", "token: sentinel-token");

        refused(
                run(file).run("plan", "--context", "other"),
                "error: There is no context other in the kubeconfig; kubectl config get-contexts lists");
    }

    @Test
    void aTokenThatTheClusterDoesNotKnow() throws IOException {
        refused(status(planeWith("token: sentinel-token")), "error: The cluster does not know you: ");
    }

    @Test
    void aPersonWithoutRights() throws IOException {
        var client = SharedControlPlane.client();
        var namespace = Namespaces.create(client, "faults");
        client.resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("visitor")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName("visitor")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();

        refused(status(planeWith("token: " + token)), "error: The cluster does not let you do that: ");
    }

    @Test
    void aNameThatIsNotThere() {
        var namespace = Namespaces.create(SharedControlPlane.client(), "faults");

        var result = CliRun.in(directory).cluster(namespace).run("plan", "shop");

        assertEquals(
                new CliRun.Result(
                        1,
                        "",
                        "error: There is no Stagecraft shop in namespace " + namespace
                                + "; there is none at all: name another with -n, or apply one (stagecraft init writes one).\n"),
                result);
    }

    @Test
    void aTraceIsForThoseWhoAskForIt() throws IOException {
        var file = kubeconfig("https://127.0.0.1:1", "token: sentinel-token");

        var result = run(file).run("plan", "--verbose");

        assertTrue(result.err().contains("\tat dev.stagecraft.cli."), result.err());
        assertFalse(result.err().contains("sentinel-token"), "the token in a trace");
    }

    private void refused(CliRun.Result result, String beginning) {
        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertEquals("", result.out()),
                () -> assertTrue(result.err().startsWith(beginning), result.err()),
                () -> assertEquals(1, result.err().lines().count(), result.err()),
                () -> assertFalse(result.err().contains("sentinel-token"), result.err()));
    }

    private CliRun.Result status(String kubeconfig) {
        return run(kubeconfig).run("plan");
    }

    private CliRun run(String kubeconfig) {
        return CliRun.in(directory).with("STAGECRAFT_KUBECONFIG", kubeconfig).with("STAGECRAFT_NAMESPACE", "shop");
    }

    private String planeWith(String user) throws IOException {
        return kubeconfig(SharedControlPlane.get().config().getMasterUrl(), user);
    }

    private String kubeconfig(String server, String user) throws IOException {
        Files.writeString(directory.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters: [{name: test, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                users: [{name: test, user: {%s}}]
                """.formatted(server, user));
        return "kubeconfig";
    }
}
