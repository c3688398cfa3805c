package dev.stagecraft.provider.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.reconcile.gather.Gathering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The secrets providers as a resource chooses among them. */
class SecretsProvidersTest {
    private final ProviderRegistry<SecretsProvider> registry = ProviderRegistry.load("secrets", SecretsProvider.class);

    @Test
    void allOfThemAreListed() {
        assertEquals(List.of("encore", "envfile", "kubernetes"), registry.ids());
    }

    @Test
    void anUnknownOneIsAnsweredWithTheKnownOnes() {
        var refused =
                new Gathering().refused("web: {image: i}", "  secrets: {provider: vault, providers: {vault: {}}}\n");

        assertTrue(
                refused.contains("spec.secrets.provider: There is no secrets provider 'vault'; known: encore, envfile,"
                        + " kubernetes."),
                refused);
    }

    @Test
    void faultsOfAConfigurationAreToldWithTheirPaths() {
        var refused = new Gathering()
                .refused(
                        "web: {image: i}",
                        "  secrets: {provider: envfile, providers: {envfile: {file: ../x, secrets: {}}}}\n");

        assertTrue(refused.contains("spec.secrets.providers.envfile.secrets: There is no 'secrets' here"), refused);
        assertTrue(refused.contains("spec.secrets.providers.envfile.file: This must be the path"), refused);
        assertTrue(refused.contains("spec.secrets.providers.envfile.secret: This is needed"), refused);
    }

    @Test
    void howSecretsAreCarriedIsNoChangeOfWhatIsToBeThere() {
        var without = new Gathering().complete("web: {image: i}", "");
        var with = new Gathering()
                .complete(
                        "web: {image: i}",
                        "  secrets: {provider: envfile, providers: {envfile: {file: .env, secret: {name: s}}}}\n");
        var kubernetes = new Gathering().complete("web: {image: i}", "  secrets: {provider: kubernetes}\n");

        assertEquals(without.specHash(), with.specHash());
        assertEquals(without.specHash(), kubernetes.specHash());
    }

    @Test
    void kubernetesHasNothingToConfigureAndNothingToCarry() {
        var kubernetes = registry.find("kubernetes").orElseThrow();
        var workplace = new TestWorkplace();

        assertEquals(List.of(), kubernetes.check(TestWorkplace.config("{}")));
        assertEquals(
                "", kubernetes.check(TestWorkplace.config("{a: 1}")).getFirst().path());
        assertEquals(List.of(), kubernetes.keeps(TestWorkplace.config("{}")));
        assertEquals(
                new SyncOutcome.Synced(List.of(), Map.of()),
                kubernetes.sync(new SyncRequest(TestWorkplace.config("{}"), SyncDirection.PUSH, Map.of(), workplace)));
        assertEquals(List.of(), workplace.calls());
    }
}
