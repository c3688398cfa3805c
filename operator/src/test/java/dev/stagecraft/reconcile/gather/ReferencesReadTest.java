package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.References;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a Secret that a resource refers to. */
class ReferencesReadTest {
    private static final String SHOP = """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop, namespace: tenant, uid: shop-uid}
            spec:
              project: {name: shop}
              environment: prod
              version: v1
              compose: {inline: "services: {web: {image: 'registry.example.com/web'}}"}
              envFrom: [{secretRef: {name: shop-env}}]
              hosts: [{name: app, role: app}]
              cloud: {provider: static, providers: {static: {hosts: {}}}}
            """;

    private final LiveSecrets live = new LiveSecrets();

    private GatherResult gather(References references) {
        var gatherer = new Gatherer(
                references,
                (resource, hosts, key) -> {
                    throw new AssertionError("it is refused before");
                },
                () -> {
                    throw new AssertionError("no host is created");
                },
                new Providers(
                        ProviderRegistry.load("cloud", CloudProvider.class),
                        ProviderRegistry.load("migration engine", MigrationEngine.class),
                        ProviderRegistry.load("secrets", SecretsProvider.class),
                        new AppProviders(
                                ProviderRegistry.load("backend", BackendProvider.class),
                                ProviderRegistry.load("frontend", FrontendProvider.class)),
                        new CiBuilders(ProviderRegistry.load("CI", CiProvider.class))),
                (resource, location, occasion) -> new Sources.Answer.Pending(),
                live);
        return gatherer.gather(new KubernetesSerialization().unmarshal(SHOP, Stagecraft.class), Sources.Known.NOTHING);
    }

    /** Every read ends like this. */
    private record Fixed(int code, Map<String, Secret> values) implements References {
        @Override
        public Optional<Map<String, Secret>> secret(String namespace, String name) {
            if (code != 200) {
                throw new KubernetesClientException("secrets is forbidden", code, null);
            }
            return Optional.of(values);
        }

        @Override
        public Optional<Map<String, String>> configMap(String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> namespaceAnnotation(String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
            return Optional.empty();
        }
    }

    @Test
    void aSecretThatMayNotBeReadIsNamedWithTheRightThatIsMissing() {
        var refused = (GatherResult.Refused) gather(new Fixed(403, Map.of()));

        assertEquals("ReferenceForbidden", refused.finding().reason());
        assertEquals(
                "spec.envFrom[0].secretRef: the operator may not read Secret shop-env in namespace tenant; give its"
                        + " service account the verb get on secrets there",
                refused.finding().message());
    }

    @Test
    void anyOtherFaultOfTheApiServerIsNoFaultOfTheSpec() {
        assertThrows(KubernetesClientException.class, () -> gather(new Fixed(500, Map.of())));
    }

    @Test
    void whatWasReadIsKnownToTheLogAlsoWhenTheSpecIsRefused() {
        var refused = gather(new Fixed(200, Map.of("PASSWORD", Secret.of("hunter-seventeen"))));

        assertTrue(refused instanceof GatherResult.Refused, refused::toString);
        assertEquals("no " + Secret.REDACTED + " here", live.sanitizer().clean("no hunter-seventeen here"));
    }
}
