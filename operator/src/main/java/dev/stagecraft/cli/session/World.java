package dev.stagecraft.cli.session;

import dev.stagecraft.cluster.HostKeys;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.Resources;
import dev.stagecraft.cluster.Secrets;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.reconcile.gather.Providers;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.source.GitTrees;
import java.nio.file.Path;
import java.util.Optional;

/** The ports to the outside. Each is made when it is asked for first, so that a command which needs none starts at once. */
public interface World extends AutoCloseable {
    /** The namespace of the kubeconfig's context; {@code default} where it names none. Reads no more than the kubeconfig. */
    String contextNamespace();

    /** The resources themselves. */
    Resources resources();

    /** The Secrets and ConfigMaps that they refer to. */
    References references();

    /** What the operator keeps about each of them. */
    IdentityStore identities();

    /** The keys that the hosts which it made must show. */
    HostKeys hostKeys();

    /** Their releases. */
    ReleaseReader releases();

    /** The way to their hosts. */
    HostConnector hosts();

    /** The providers that a resource can name. Reaches nothing. */
    Providers providers();

    /** Registries, asked what an image is. */
    ImageResolver images();

    /** The commits that resources are released from. */
    GitTrees trees();

    /** The files of migrations, wherever they are. */
    MigrationSources migrations();

    /** The terminal that a person sits at; empty where input or output is none. */
    Optional<LocalTerminal> terminal();

    /** For values that people carry into the cluster. */
    Secrets secrets();

    /** The CI systems. */
    ProviderRegistry<CiProvider> ciProviders();

    /** Builds of images, as a release would build them. */
    SourceBuilds builds();

    /** Runs programs of this machine in that directory; as in a shell, the exit code of one that is not there is 127. */
    CommandRunner programs(Path directory);

    @Override
    void close();
}
