package dev.stagecraft.metrics;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Map;

/** Makes every family of the catalogue have a sample: the framework's by the calls that the framework itself makes. */
final class Everything {
    private static final Map<String, Object> CONTROLLER = Map.of("controller.name", "sample");
    private static final ConfigMap RESOURCE = new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace("shop")
            .withName("shop-prod")
            .endMetadata()
            .build();

    @ControllerConfiguration(name = "sample")
    private static final class Sample implements Reconciler<ConfigMap> {
        @Override
        public UpdateControl<ConfigMap> reconcile(ConfigMap resource, Context<ConfigMap> context) {
            return UpdateControl.noUpdate();
        }
    }

    private record Retry(int getAttemptCount, boolean isLastAttempt) implements RetryInfo {}

    private Everything() {}

    static void feed(OperatorMetrics metrics) {
        var key = new ResourceKey("shop", "shop-prod");
        metrics.releaseFinished("succeeded", Duration.ofSeconds(60));
        metrics.phaseFinished("rollout", "completed", Duration.ofSeconds(30));
        metrics.hosts(key, Map.of("Ready", 1));
        metrics.resourceState(key, ResourceState.READY);
        metrics.resourceInfo(key, new ResourceInfo("shop", "prod", "v1"));
        metrics.rolloutActive(key, true);
        metrics.cloudRequest("digitalocean", "list_droplets", "200");
        metrics.rateLimitRemaining("digitalocean", 4999);
        register(metrics.framework());
        reconcile(metrics.framework());
    }

    private static void register(Metrics framework) {
        var nowhere = new ConfigBuilder().withMasterUrl("https://127.0.0.1:1").build();
        try (var client = new KubernetesClientBuilder().withConfig(nowhere).build()) {
            var operator = new Operator(settings ->
                    settings.withKubernetesClient(client).withMetrics(framework).withCloseClientOnStop(false));
            operator.register(new Sample());
        }
    }

    private static void reconcile(Metrics framework) {
        var id = ResourceID.fromResource(RESOURCE);
        framework.eventReceived(new ResourceEvent(ResourceAction.ADDED, id, RESOURCE), CONTROLLER);
        framework.reconciliationSubmitted(RESOURCE, new Retry(1, false), CONTROLLER);
        framework.reconciliationStarted(RESOURCE, CONTROLLER);
        framework.reconciliationFailed(RESOURCE, new Retry(1, false), new IllegalStateException("failed"), CONTROLLER);
        framework.reconciliationSucceeded(RESOURCE, CONTROLLER);
        framework.reconciliationFinished(RESOURCE, new Retry(1, false), CONTROLLER);
        framework.cleanupDone(id, CONTROLLER);
    }
}
