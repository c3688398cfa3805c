package dev.stagecraft;

import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.fabric8.FabricAnnouncer;
import dev.stagecraft.cluster.fabric8.FabricIdentityStore;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.cluster.fabric8.FabricReleaseStore;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import dev.stagecraft.config.LeaderElectionSettings;
import dev.stagecraft.config.OperatorConfig;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.http.Endpoints;
import dev.stagecraft.http.HealthCheck;
import dev.stagecraft.http.OperatorServer;
import dev.stagecraft.image.oci.OciImageResolver;
import dev.stagecraft.image.oci.RegistryAccess;
import dev.stagecraft.log.LogKeys;
import dev.stagecraft.metrics.OperatorMetrics;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanProvider;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanSettings;
import dev.stagecraft.provider.cloud.fixed.StaticProvider;
import dev.stagecraft.reconcile.Assembly;
import dev.stagecraft.reconcile.StagecraftReconciler;
import dev.stagecraft.reconcile.step.StepSettings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running operator: everything is wired here, started in order, and stopped in the opposite one. */
public final class StagecraftOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StagecraftOperator.class);
    private static final Duration STEP_GRACE = Duration.ofSeconds(20);
    private static final Duration API_TIMEOUT = Duration.ofSeconds(15);

    private final OperatorConfig config;
    private final Clock clock = Clock.systemUTC();
    private final String holder = "op-" + UUID.randomUUID();
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final ExecutorService eventThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("event-", 0).factory());
    private final SshConnector ssh = new SshConnector(SshLimits.DEFAULT);
    private final KubernetesClient client;
    private final OciImageResolver images;
    private final Assembly assembly;
    private final Operator operator;
    private final OperatorServer server;
    private volatile boolean started;

    private StagecraftOperator(OperatorConfig config, Config access) {
        this.config = config;
        client = client(access);
        images = new OciImageResolver(RegistryAccess.standard(config.insecureRegistries()), clock);
        assembly = assembly();
        operator = new Operator(this::configure);
        server = OperatorServer.start(
                new InetSocketAddress(config.http().address(), config.http().port()),
                new Endpoints(
                        List.of(),
                        List.of(new HealthCheck("started", this::notStarted), new HealthCheck("watches", this::deaf)),
                        metrics::scrape));
    }

    /** Starts it in the cluster that the environment names. */
    public static StagecraftOperator start(OperatorConfig config) {
        return start(config, Config.autoConfigure(null));
    }

    /** Starts it; returns when it takes work, or waits to lead. Throws when the cluster cannot be reached or lacks the CRDs. */
    public static StagecraftOperator start(OperatorConfig config, Config access) {
        var operator = new StagecraftOperator(config, access);
        operator.operator.register(operator.assembly.reconciler(), operator::configure);
        operator.started = true;
        operator.operator.start();
        LOG.atInfo()
                .addKeyValue(LogKeys.HOLDER, operator.holder)
                .addKeyValue(LogKeys.ADDRESS, operator.server.address())
                .log("operator started");
        return operator;
    }

    /** Where health and metrics are served. */
    public InetSocketAddress address() {
        return server.address();
    }

    private static KubernetesClient client(Config access) {
        access.setRequestTimeout((int) API_TIMEOUT.toMillis());
        return new KubernetesClientBuilder()
                .withConfig(access)
                .withKubernetesSerialization(LenientSerialization.create())
                .build();
    }

    private Assembly assembly() {
        var releases = new FabricReleaseStore(client);
        return new Assembly(
                new Assembly.ClusterPorts(
                        new FabricReferences(client),
                        new FabricIdentityStore(client),
                        releases,
                        new FabricAnnouncer(client, eventThreads, holder, clock)),
                new Assembly.WorldPorts(clouds(), images, ssh, StagecraftOperator::newHostKey),
                steps(),
                new Assembly.Incarnation(holder, () -> UUID.randomUUID().toString(), clock),
                new MeteredTransitions(metrics));
    }

    private static Identity.HostKey newHostKey() {
        var identity = HostIdentity.generate(new SecureRandom());
        return new Identity.HostKey(identity.publicKey(), identity.privateKey());
    }

    private ProviderRegistry<CloudProvider> clouds() {
        var digitalOcean = new DigitalOceanProvider(
                DigitalOceanSettings.of(config.cloud().digitalOceanUrl()), clock, new CloudMeter(metrics));
        return ProviderRegistry.load("cloud", CloudProvider.class)
                .replacing(digitalOcean)
                .replacing(new StaticProvider(new AddressPolicy(config.cloud().allowLoopbackHosts())));
    }

    private StepSettings steps() {
        return new StepSettings(
                config.steps().attempts(),
                config.steps().backoffBase(),
                config.steps().backoffMax(),
                config.polls().createWindow(),
                config.cloud().pollInterval(),
                config.polls().host(),
                config.polls().settle(),
                config.threads().steps());
    }

    private void configure(ConfigurationServiceOverrider overrider) {
        overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withMetrics(metrics.framework())
                .withConcurrentReconciliationThreads(config.threads().reconcile())
                .withReconciliationTerminationTimeout(Duration.ofSeconds(10))
                .checkingCRDAndValidateLocalModel(true)
                // The framework's apply would send a resource of its own making, whose default spec would overwrite
                // fields.
                .withUseSSAToPatchPrimaryResource(false)
                .withStopOnInformerErrorDuringStartup(true);
        if (config.leaderElection().enabled()) {
            overrider.withLeaderElectionConfiguration(
                    lease(config.leaderElection()).build());
        }
    }

    private static LeaderElectionConfigurationBuilder lease(LeaderElectionSettings settings) {
        var lease = LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(settings.leaseName());
        settings.leaseNamespace().ifPresent(lease::withLeaseNamespace);
        settings.identity().ifPresent(lease::withIdentity);
        return lease;
    }

    private void configure(ControllerConfigurationOverrider<dev.stagecraft.api.v1alpha1.Stagecraft> overrider) {
        overrider
                .withGenerationAware(false)
                .withFieldManager(StagecraftReconciler.NAME)
                .withReconciliationMaxInterval(config.watch().maxInterval())
                .withRetry(new GenericRetry()
                        .setInitialInterval(200)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(Duration.ofSeconds(30).toMillis())
                        .withoutMaxAttempts());
        if (!config.watch().namespaces().isEmpty()) {
            overrider.settingNamespaces(config.watch().namespaces());
        }
    }

    private Optional<String> notStarted() {
        return started && operator.getRuntimeInfo().isStarted()
                ? Optional.empty()
                : Optional.of("the operator is starting");
    }

    private Optional<String> deaf() {
        return operator.getRuntimeInfo().allEventSourcesAreHealthy()
                ? Optional.empty()
                : Optional.of("a watch on the API server is down");
    }

    /** Stops taking work, lets running steps end, gives the lease back, and closes every connection. */
    @Override
    public void close() {
        LOG.atInfo().log("operator stops");
        assembly.stop(STEP_GRACE);
        operator.stop();
        server.close();
        eventThreads.shutdown();
        ssh.close();
        images.close();
        metrics.close();
        client.close();
    }
}
