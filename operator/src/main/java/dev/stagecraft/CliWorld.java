package dev.stagecraft;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.LocalTerminal;
import dev.stagecraft.cli.session.Settings;
import dev.stagecraft.cli.session.SourceBuilds;
import dev.stagecraft.cli.session.World;
import dev.stagecraft.cluster.HostKeys;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.Resources;
import dev.stagecraft.cluster.Secrets;
import dev.stagecraft.cluster.fabric8.FabricIdentityStore;
import dev.stagecraft.cluster.fabric8.FabricReferences;
import dev.stagecraft.cluster.fabric8.FabricReleaseStore;
import dev.stagecraft.cluster.fabric8.FabricResources;
import dev.stagecraft.cluster.fabric8.FabricSecrets;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.oci.OciImageFiles;
import dev.stagecraft.image.oci.OciImageResolver;
import dev.stagecraft.image.oci.RegistryAccess;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.BackendProvider;
import dev.stagecraft.provider.app.FrontendProvider;
import dev.stagecraft.provider.ci.CiBuilders;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.ci.github.GitHubProvider;
import dev.stagecraft.provider.ci.github.GitHubSettings;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.fixed.StaticProvider;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.raw.RawEngine;
import dev.stagecraft.provider.migration.raw.RawSettings;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.reconcile.gather.AppProviders;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.source.GitTrees;
import dev.stagecraft.source.SourceLimits;
import dev.stagecraft.source.git.GitAccess;
import dev.stagecraft.source.git.JGitFiles;
import dev.stagecraft.source.git.JGitTrees;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line's ports over the real adapters. For one thread. */
final class CliWorld implements World {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(15);
    private static final int RETRIES = 1;

    private final Settings settings;
    private final GitHubSettings gitHub;
    private @Nullable Config access;
    private @Nullable KubernetesClient client;
    private @Nullable SshConnector ssh;
    private @Nullable OciImageResolver images;
    private @Nullable OciImageFiles imageFiles;
    private @Nullable JGitTrees trees;
    private @Nullable CliBuilds builds;

    CliWorld(Settings settings) {
        this(settings, GitHubSettings.standard());
    }

    /** With other terms for GitHub. */
    CliWorld(Settings settings, GitHubSettings gitHub) {
        this.settings = settings;
        this.gitHub = gitHub;
    }

    @Override
    public String contextNamespace() {
        return Optional.ofNullable(access().getNamespace())
                .filter(name -> !name.isBlank())
                .orElse("default");
    }

    @Override
    public Resources resources() {
        return new FabricResources(client());
    }

    @Override
    public References references() {
        return new FabricReferences(client());
    }

    @Override
    public IdentityStore identities() {
        return new FabricIdentityStore(client());
    }

    @Override
    public HostKeys hostKeys() {
        return new FabricIdentityStore(client());
    }

    @Override
    public ReleaseReader releases() {
        return new FabricReleaseStore(client());
    }

    @Override
    public HostConnector hosts() {
        if (ssh == null) {
            // Whoever may read the key may connect anywhere with it: which addresses are allowed is for the operator to
            // say.
            ssh = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
        }
        return ssh;
    }

    @Override
    public Providers providers() {
        // Whoever writes the addresses here is the one who asks; the operator has a say of its own.
        return new Providers(
                ProviderRegistry.load("cloud", CloudProvider.class)
                        .replacing(new StaticProvider(new AddressPolicy(true))),
                ProviderRegistry.load("migration engine", MigrationEngine.class)
                        .replacing(new RawEngine(new RawSettings(Optional.of(Path.of("/"))))),
                ProviderRegistry.load("secrets", SecretsProvider.class),
                new AppProviders(
                        ProviderRegistry.load("backend", BackendProvider.class),
                        ProviderRegistry.load("frontend", FrontendProvider.class)),
                new CiBuilders(ciProviders()));
    }

    @Override
    public ImageResolver images() {
        if (images == null) {
            images = new OciImageResolver(RegistryAccess.standard(Set.of()), Clock.systemUTC());
        }
        return images;
    }

    @Override
    public GitTrees trees() {
        if (trees == null) {
            trees = new JGitTrees(git(SourceLimits.forTrees()), Path.of(System.getProperty("java.io.tmpdir")));
        }
        return trees;
    }

    @Override
    public MigrationSources migrations() {
        if (imageFiles == null) {
            imageFiles =
                    new OciImageFiles(RegistryAccess.standard(Set.of()), SourceLimits.forImages(), Clock.systemUTC());
        }
        return new MigrationSources(new JGitFiles(git(SourceLimits.forGit())), imageFiles);
    }

    private static GitAccess git(SourceLimits limits) {
        return new GitAccess(limits, GitAccess.standard().timeout(), true);
    }

    @Override
    public Optional<LocalTerminal> terminal() {
        return SystemTerminal.find();
    }

    @Override
    public Secrets secrets() {
        return new FabricSecrets(client());
    }

    @Override
    public ProviderRegistry<CiProvider> ciProviders() {
        return ProviderRegistry.load("CI", CiProvider.class).replacing(new GitHubProvider(gitHub, Clock.systemUTC()));
    }

    @Override
    public SourceBuilds builds() {
        if (builds == null) {
            builds = CliBuilds.with(client(), hosts(), providers(), images(), trees());
        }
        return builds;
    }

    @Override
    public CommandRunner programs(Path directory) {
        return new LocalPrograms(directory);
    }

    private KubernetesClient client() {
        if (client == null) {
            known();
            client = new KubernetesClientBuilder()
                    .withConfig(access())
                    .withKubernetesSerialization(LenientSerialization.create())
                    .build();
        }
        return client;
    }

    /** Where nothing names a cluster, the client looks for the one that it runs in, by a name that means nothing elsewhere. */
    private void known() {
        if (access().getCurrentContext() == null && access().getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
            throw CommandFailure.of(
                    "No kubeconfig names a cluster; give one with --kubeconfig or in KUBECONFIG, put it at"
                            + " ~/.kube/config, or choose a --context of the one that is there.");
        }
    }

    private Config access() {
        if (access == null) {
            access = settings.kubeconfig()
                    .map(this::named)
                    .orElseGet(() -> Config.autoConfigure(settings.context().orElse(null)));
            settings.context().ifPresent(this::present);
            access.setRequestTimeout((int) API_TIMEOUT.toMillis());
            access.setConnectionTimeout((int) API_TIMEOUT.toMillis());
            access.setRequestRetryBackoffLimit(RETRIES);
        }
        return access;
    }

    private void present(String context) {
        var current = access == null ? null : access.getCurrentContext();
        if (current == null || !context.equals(current.getName())) {
            throw CommandFailure.of("There is no context " + context
                    + " in the kubeconfig; kubectl config get-contexts lists those that there are.");
        }
    }

    private Config named(Path file) {
        if (!Files.isReadable(file)) {
            throw CommandFailure.of(
                    "The kubeconfig " + file + " cannot be read: there is no such file, or it may not be read.");
        }
        try {
            return Config.fromKubeconfig(settings.context().orElse(null), file.toFile());
        } catch (RuntimeException e) {
            // The client's own, and those of the libraries that it reads YAML with.
            throw CommandFailure.of(
                    "The kubeconfig " + file + " cannot be understood: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ".",
                    e);
        }
    }

    @Override
    public void close() {
        if (builds != null) {
            builds.close();
        }
        if (ssh != null) {
            ssh.close();
        }
        if (images != null) {
            images.close();
        }
        if (imageFiles != null) {
            imageFiles.close();
        }
        if (trees != null) {
            trees.close();
        }
        if (client != null) {
            client.close();
        }
    }
}
