package dev.stagecraft;

import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.fabric8.FabricAnnouncer;
import dev.stagecraft.cluster.fabric8.FabricIdentityStore;
import dev.stagecraft.cluster.fabric8.FabricJobs;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.cluster.fabric8.FabricReleaseStore;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import dev.stagecraft.config.OperatorConfig;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.http.Endpoints;
import dev.stagecraft.http.HealthCheck;
import dev.stagecraft.http.OperatorServer;
import dev.stagecraft.image.oci.OciImageFiles;
import dev.stagecraft.image.oci.OciImageResolver;
import dev.stagecraft.image.oci.OciImageTagger;
import dev.stagecraft.image.oci.RegistryAccess;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.log.LogKeys;
import dev.stagecraft.metrics.OperatorMetrics;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.ci.github.GitHubProvider;
import dev.stagecraft.provider.ci.github.GitHubSettings;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanProvider;
import dev.stagecraft.provider.cloud.digitalocean.DigitalOceanSettings;
import dev.stagecraft.provider.cloud.fixed.StaticProvider;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.raw.RawEngine;
import dev.stagecraft.provider.migration.raw.RawSettings;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.reconcile.Assembly;
import dev.stagecraft.reconcile.gather.AppProviders;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.reconcile.step.StepSettings;
import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.git.GitAccess;
import dev.stagecraft.source.git.JGitFiles;
import dev.stagecraft.source.git.JGitTrees;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import java.net.InetSocketAddress;
import java.nio.file.Path;
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
    private final LiveSecrets secrets;
    private final Clock clock = Clock.systemUTC();
    private final String holder = "op-" + UUID.randomUUID();
    private final OperatorMetrics metrics = new OperatorMetrics();
    private final ExecutorService eventThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("event-", 0).factory());
    private final SshConnector ssh;
    private final KubernetesClient client;
    private final OciImageResolver images;
    private final OciImageFiles imageFiles;
    private final OciImageTagger tagger;
    private final JGitTrees trees;
    private final CiBuilders ci;
    private final Builders builders;
    private final Assembly assembly;
    private final Framework framework;
    private final Operator operator;
    private final OperatorServer server;
    private volatile boolean started;
    private volatile boolean closing;

    private StagecraftOperator(OperatorConfig config, Config access, LiveSecrets secrets, Runnable leaseLost) {
        this.config = config;
        this.secrets = secrets;
        client = client(access);
        ssh = new SshConnector(SshLimits.DEFAULT, addresses()::refusal);
        images = new OciImageResolver(RegistryAccess.standard(config.insecureRegistries()), clock);
        imageFiles = new OciImageFiles(
                RegistryAccess.standard(config.insecureRegistries()), SourceLimits.forImages(), clock);
        tagger = new OciImageTagger(RegistryAccess.standard(config.insecureRegistries()), clock);
        ci = new CiBuilders(ProviderRegistry.load("CI", CiProvider.class)
                .replacing(new GitHubProvider(
                        GitHubSettings.standard().withPlainHttp(config.cloud().allowLoopbackHosts()), clock)));
        builders = new Builders(
                ssh,
                ci,
                new FabricJobs(client),
                () -> JobBuilders.setup(config.builder(), config.insecureRegistries()));
        trees = new JGitTrees(
                gitAccess(SourceLimits.forTrees()),
                config.sourceDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir"))));
        assembly = assembly();
        framework = new Framework(config, client, metrics, holder, () -> {
            if (!closing) {
                LOG.atWarn().addKeyValue(LogKeys.HOLDER, holder).log("the lease is lost");
                leaseLost.run();
            }
        });
        operator = new Operator(framework::service);
        server = OperatorServer.start(
                new InetSocketAddress(config.http().address(), config.http().port()),
                new Endpoints(
                        List.of(),
                        List.of(new HealthCheck("started", this::notStarted), new HealthCheck("watches", this::deaf)),
                        metrics::scrape));
    }

    /**
     * Starts it in the cluster that the environment names.
     *
     * @param secrets is told of every secret that is read
     * @param leaseLost called once, on a thread of the elector, when another replica leads: this one must be closed
     */
    public static StagecraftOperator start(OperatorConfig config, LiveSecrets secrets, Runnable leaseLost) {
        return start(config, Config.autoConfigure(null), secrets, leaseLost);
    }

    /** Starts it; returns when it takes work, or waits to lead. Throws when the cluster cannot be reached or lacks the CRDs. */
    public static StagecraftOperator start(
            OperatorConfig config, Config access, LiveSecrets secrets, Runnable leaseLost) {
        var operator = new StagecraftOperator(config, access, secrets, leaseLost);
        operator.operator.register(operator.assembly.reconciler(), operator.framework::controller);
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
                new Assembly.WorldPorts(
                        new Providers(
                                clouds(),
                                engines(),
                                ProviderRegistry.load("secrets", SecretsProvider.class),
                                apps(),
                                ci),
                        trees,
                        images,
                        tagger,
                        builders,
                        new MigrationSources(git(), imageFiles),
                        ssh,
                        StagecraftOperator::newHostKey),
                steps(),
                new Assembly.Incarnation(holder, () -> UUID.randomUUID().toString(), clock, secrets),
                new LoggedTransitions(new MeteredTransitions(metrics)));
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
                .replacing(new StaticProvider(addresses()));
    }

    private static AppProviders apps() {
        return new AppProviders(
                ProviderRegistry.load("backend", BackendProvider.class),
                ProviderRegistry.load("frontend", FrontendProvider.class));
    }

    private ProviderRegistry<MigrationEngine> engines() {
        return ProviderRegistry.load("migration engine", MigrationEngine.class)
                .replacing(new RawEngine(new RawSettings(config.sqliteDirectory())));
    }

    private JGitFiles git() {
        return new JGitFiles(gitAccess(SourceLimits.forGit()));
    }

    private GitAccess gitAccess(SourceLimits limits) {
        return new GitAccess(
                limits, GitAccess.standard().timeout(), config.cloud().allowLoopbackHosts());
    }

    private AddressPolicy addresses() {
        return new AddressPolicy(config.cloud().allowLoopbackHosts());
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
        closing = true;
        LOG.atInfo().log("operator stops");
        assembly.stop(STEP_GRACE);
        operator.stop();
        releaseLease();
        server.close();
        eventThreads.shutdown();
        builders.close();
        ssh.close();
        images.close();
        imageFiles.close();
        tagger.close();
        trees.close();
        metrics.close();
        client.close();
    }

    private void releaseLease() {
        try {
            framework.releaseLease();
        } catch (KubernetesClientException failed) {
            LOG.atWarn().setCause(failed).log("the lease runs out by itself: it could not be given back");
        }
    }
}
