package dev.stagecraft.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.sandbox.OperatorStage;
import dev.stagecraft.sandbox.Resources;
import dev.stagecraft.sandbox.controlplane.SharedControlPlane;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shop whose registry wants a login: from the Secret to the pull on the hosts. */
@Timeout(120)
class PrivateImagesIT {
    private static final String SECRET = "shop-registry";

    private final OperatorStage stage = OperatorStage.lit("private");
    private final Resources resources = stage.resources();

    @AfterEach
    void close() {
        stage.close();
    }

    private String manifest(String version) {
        return stage.manifest(version)
                .yaml()
                .replace("/acme}\n", "/acme, registrySecretRef: {name: %s}}\n".formatted(SECRET));
    }

    private void login(String password) {
        resources.secret(
                SECRET,
                Map.of(
                        ".dockerconfigjson",
                        "{\"auths\":{\"%s\":{\"username\":\"acme\",\"password\":\"%s\"}}}"
                                .formatted(stage.shop().registry().authority(), password)));
    }

    @Test
    void privateImagesAreReleasedAndTheLoginStaysNowhere() {
        stage.shop().registry().requireUser("acme", "sentinel-registry-4e");
        login("sentinel-registry-4e");

        resources.apply(manifest("v1"));
        resources.awaitReady("shop");

        assertEquals(6, stage.containers().size());
        var auth = Base64.getEncoder().encodeToString("acme:sentinel-registry-4e".getBytes(UTF_8));
        for (var text : everything()) {
            assertTrue(!text.contains("sentinel-registry-4e") && !text.contains(auth), text);
        }
    }

    @Test
    void wrongLoginIsToldFromNoneAndANewOneIsUsedAtOnceWithoutANewRelease() {
        stage.shop().registry().requireUser("acme", "sentinel-registry-4e");

        resources.apply(stage.manifest("v1").yaml());
        var none = resources.awaitCondition("shop", "Accepted", "False", "ImageUnauthorized");
        assertTrue(Resources.message(none, "Accepted").contains("no credentials for"), none::toString);

        resources.apply(manifest("v1"));
        var missing = resources.awaitCondition("shop", "Accepted", "False", "ReferenceNotFound");
        assertTrue(
                Resources.message(missing, "Accepted").startsWith("spec.project.registrySecretRef: "),
                missing::toString);

        login("sentinel-outdated-4e");
        var wrong = resources.awaitCondition("shop", "Accepted", "False", "ImageUnauthorized");
        assertTrue(Resources.message(wrong, "Accepted").contains("the given credentials"), wrong::toString);

        login("sentinel-registry-4e");
        resources.awaitReady("shop");
        var releases = resources.releases().size();

        stage.shop().registry().requireUser("acme", "sentinel-rotated-4e");
        login("sentinel-rotated-4e");
        resources.apply(manifest("v2"));
        resources.awaitReady("shop");

        assertEquals(1, releases);
        assertEquals(2, resources.releases().size());
    }

    /** All that the operator wrote or sent, but for Secrets and requests to the registry. */
    private List<String> everything() {
        var all = new ArrayList<String>();
        all.add(Serialization.asYaml(resources.get("shop")));
        resources.releases().forEach((StagecraftRelease release) -> all.add(Serialization.asYaml(release)));
        SharedControlPlane.client()
                .events()
                .v1()
                .events()
                .inNamespace(resources.namespace())
                .list()
                .getItems()
                .forEach(event -> all.add(Serialization.asYaml(event)));
        stage.shop().hosts().values().forEach(host -> {
            all.addAll(host.journal().lines());
            host.files().all().values().forEach(file -> all.add(file.text()));
        });
        return all;
    }
}
