package dev.stagecraft.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.BorrowedHost;
import dev.stagecraft.sandbox.Resources;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A compose file with others beside it, released on one borrowed host. */
class ComposeFilesIT {
    private static final String SHIPPED = "/files/";

    private final BorrowedHost stage = new BorrowedHost("files");
    private final Resources resources = stage.resources();

    @AfterEach
    void stop() {
        stage.close();
    }

    /** With the compose file in a ConfigMap, where a dotenv file lies beside it. */
    private void apply(String envFile, String token) {
        var inline = stage.yaml("", "");
        var image = stage.shop().registry().authority() + "/acme/";
        resources.configMap(
                "shop-compose",
                Map.of(
                        "docker-compose.yml",
                        """
                services:
                  web: {image: %1$sweb, env_file: web.env, secrets: [token], environment: {OWN: file}}
                  worker: {image: "%1$sworker:v1", profiles: [background]}
                  debug: {image: nobody/has-this, profiles: [debug]}
                  db: {image: nobody/has-this}
                secrets: {token: {environment: TOKEN}}
                """.formatted(image),
                        "more.yml",
                        "services: {web: {depends_on: [db]}}",
                        "web.env",
                        envFile));
        resources.apply(inline.substring(0, inline.indexOf("  compose:"))
                + """
                compose:
                  configMapRef: {name: shop-compose}
                  overrides: [more.yml]
                  profiles: [background]
                services: {db: {mode: external}}
                env: [{name: TOKEN, value: %s}]
                """.formatted(token).indent(2));
    }

    private List<String> shipped() {
        return stage.host().files().all().entrySet().stream()
                .filter(file -> file.getKey().contains(SHIPPED))
                .map(file -> file.getValue().text())
                .sorted()
                .toList();
    }

    private String environment(String name) {
        return stage.host().engine().environment("web").getOrDefault(name, "");
    }

    @Test
    void whatLiesBesideTheFileIsOfTheReleaseAndComesBackWithIt() {
        // Given
        apply("GREETING=hello-of-file\nOWN=lost\n", "sentinel-one");
        var first = Resources.current(resources.awaitReady("shop")).release();
        assertEquals("hello-of-file", environment("GREETING"));
        assertEquals("file", environment("OWN"));
        assertEquals(List.of("sentinel-one"), shipped());
        assertEquals(1, stage.containers("worker").size());
        var worker = stage.containers("worker").getFirst().id();

        // When
        apply("GREETING=sentinel-two\n", "sentinel-one");

        // Then
        resources.await(
                "shop",
                "a second release",
                found -> found.getStatus().releases().size() == 2
                        && found.getStatus().phase().equals("Ready"));
        assertEquals("sentinel-two", environment("GREETING"));
        assertEquals(worker, stage.containers("worker").getFirst().id());

        // When
        resources.annotate("shop", "rollback-to", first);

        // Then
        resources.awaitCondition("shop", "Ready", "False", "RolledBack");
        assertEquals("hello-of-file", environment("GREETING"));
        var told = Serialization.asYaml(resources.get("shop")) + Serialization.asYaml(resources.releases());
        assertFalse(told.replace("value: \"sentinel-one\"", "").contains("sentinel"), told);
        assertFalse(stage.host().journal().entries().toString().contains("sentinel"));
    }

    @Test
    void powerOverTheHostWaitsForTheNamespace() {
        resources.apply(stage.yaml("web: {image: WEB, cap_add: [NET_ADMIN]}", ""));
        var refused = resources.awaitCondition("shop", "Accepted", "False", "HostAccessRefused");
        var message = Resources.message(refused, "Accepted");
        assertTrue(message.contains("services.web.cap_add (line 2)"), message);
        assertTrue(message.contains("stagecraft.dev/allow-host-access: capabilities"), message);

        resources.annotateNamespace("stagecraft.dev/allow-host-access", "capabilities");
        resources.annotate("shop", "reconcile", "again");

        resources.awaitReady("shop");
    }
}
