package dev.stagecraft.deploy;

import static dev.stagecraft.deploy.DeployTree.document;
import static dev.stagecraft.deploy.DeployTree.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon in {@code buildkit}, the operator as its client in {@code builds}, and what the Jobs of builds expect of both. */
@Timeout(60)
class BuildkitDeployTest {
    private static final String NAME = "buildkitd.stagecraft-build.svc";

    @Test
    void theOperatorIsToldTheAddressOfTheServiceAndHasACertificateForIt() throws IOException {
        var service = document("buildkit/service.yaml");
        var operator = component().at("/spec/template/spec");
        var env = operator.at("/containers/0/env");

        assertEquals(
                "%s.%s.svc"
                        .formatted(
                                service.at("/metadata/name").asText(),
                                service.at("/metadata/namespace").asText()),
                NAME);
        assertEquals(
                List.of(Setting.BUILDER_ADDRESS.variable(), Setting.BUILDER_TLS_DIRECTORY.variable()),
                env.findValuesAsText("name"));
        assertEquals(
                "tcp://%s:%d".formatted(NAME, service.at("/spec/ports/0/port").asInt()),
                env.get(0).path("value").asText());
        assertEquals(
                env.get(1).path("value").asText(),
                operator.at("/containers/0/volumeMounts/0/mountPath").asText());
    }

    private static JsonNode component() throws IOException {
        var patch = document("builds/kustomization.yaml").at("/patches/0/patch").asText();
        return new ObjectMapper(new YAMLFactory()).readTree(patch);
    }

    @Test
    void theDaemonIsOfTheSameImageAsTheClients() {
        assertEquals(Setting.BUILDER_IMAGE.fallback(), daemon().path("image").asText());
    }

    @Test
    void whoHasNoCertificateDoesNotGetIn() {
        var words = texts(daemon().path("args")).toList();

        assertTrue(words.containsAll(
                List.of("--tlscacert=/certs/ca.pem", "--tlscert=/certs/cert.pem", "--tlskey=/certs/key.pem")));
        assertEquals(
                List.of("stagecraft-build"),
                document("buildkit/network-policy.yaml").at("/spec/ingress").findValuesAsText("app.kubernetes.io/name"),
                "the label of the pods of builds");
    }

    @Test
    void theCertificatesAreForThatDaemonAndItsClients(@TempDir Path directory) throws Exception {
        make(directory);
        var first = Files.readString(directory.resolve("ca.pem"));
        make(directory);

        assertEquals(first, Files.readString(directory.resolve("ca.pem")), "the CA stays");
        for (var part : List.of("daemon", "client")) {
            for (var file : List.of("ca.pem", "cert.pem", "key.pem")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(
                                directory.resolve(part).resolve(file))));
            }
        }
        assertEquals(0, verify(directory, "daemon", "-purpose", "sslserver", "-verify_hostname", NAME));
        assertEquals(0, verify(directory, "client", "-purpose", "sslclient"));
        assertEquals(2, verify(directory, "client", "-purpose", "sslserver"), "a client is no daemon");
    }

    private static void make(Path directory) throws Exception {
        var script = DeployTree.ROOT.resolve("buildkit/certificates.sh").toAbsolutePath();
        assertEquals(0, run(directory, List.of("sh", script.toString(), directory.toString())));
    }

    private static int verify(Path directory, String part, String... options) throws Exception {
        var words = new ArrayList<>(List.of("openssl", "verify", "-CAfile", part + "/ca.pem"));
        words.addAll(List.of(options));
        words.add(part + "/cert.pem");
        return run(directory, words);
    }

    private static int run(Path directory, List<String> words) throws Exception {
        return new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static JsonNode daemon() {
        return document("buildkit/deployment.yaml").at("/spec/template/spec/containers/0");
    }
}
