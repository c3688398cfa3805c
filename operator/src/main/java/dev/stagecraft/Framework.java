package dev.stagecraft;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.fabric8.FabricLease;
import dev.stagecraft.config.LeaderElectionSettings;
import dev.stagecraft.config.OperatorConfig;
import dev.stagecraft.metrics.OperatorMetrics;
import dev.stagecraft.reconcile.StagecraftReconciler;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** How the operator framework is set up for us. */
record Framework(
        OperatorConfig config, KubernetesClient client, OperatorMetrics metrics, String holder, Runnable leaseLost) {
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration RECONCILER_GRACE = Duration.ofSeconds(10);

    void service(ConfigurationServiceOverrider overrider) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics.framework())
                .withConcurrentReconciliationThreads(config.threads().reconcile())
                .withReconciliationTerminationTimeout(RECONCILER_GRACE)
                .checkingCRDAndValidateLocalModel(true)
                // The framework's apply would send a resource of its own making, whose default spec would overwrite
                // fields.
                .withUseSSAToPatchPrimaryResource(false)
                .withStopOnInformerErrorDuringStartup(true);
        if (config.leaderElection().enabled()) {
            overrider.withLeaderElectionConfiguration(lease(config.leaderElection()));
        }
    }

    /** Built like this, the framework only stops leading and goes on reconciling: it is the callback that ends the process. */
    private LeaderElectionConfiguration lease(LeaderElectionSettings settings) {
        var lease = LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.leaseName())
                .withIdentity(identity())
                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, leaseLost, leader -> {}));
        settings.leaseNamespace().ifPresent(lease::withLeaseNamespace);
        return lease.build();
    }

    private String identity() {
        return config.leaderElection().identity().orElse(holder);
    }

    /** Gives the lease back, when everything has stopped. */
    void releaseLease() {
        var settings = config.leaderElection();
        if (settings.enabled()) {
            var namespace = settings.leaseNamespace().orElse(client.getNamespace());
            new FabricLease(client, namespace, settings.leaseName()).release(identity());
        }
    }

    void controller(ControllerConfigurationOverrider<Stagecraft> overrider) {
        overrider
                .withGenerationAware(false)
                .withFieldManager(StagecraftReconciler.NAME)
                .withReconciliationMaxInterval(config.watch().maxInterval())
                .withRetry(new GenericRetry()
                        .setInitialInterval(200)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LONGEST_RETRY.toMillis())
                        .withoutMaxAttempts());
        if (!config.watch().namespaces().isEmpty()) {
            overrider.settingNamespaces(config.watch().namespaces());
        }
    }
}
