package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.ExitCode;
import dev.stagecraft.cli.session.ResourceName;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.secrets.SyncDirection;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.provider.secrets.SyncRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Carries values by way of a secrets provider. Shows names, never a value. */
@Command(
        name = "sync",
        description = {
            "Carries values between a Secret of the resource and a dotenv file, or the place of spec.secrets.provider.",
            "Names are shown, and no value ever is."
        },
        footer = {
            "",
            "Examples:",
            "  stagecraft secrets sync shop --from prod.env            each variable becomes a key",
            "  stagecraft secrets sync shop --from prod.env --prune    and keys that it has not go",
            "  stagecraft secrets sync shop --to prod.env --dry-run    say which names would change",
            "  stagecraft secrets sync shop --push                     to where spec.secrets says"
        })
public final class SecretsSync implements Callable<Integer> {
    private final Session session;

    @Mixin
    final ResourceName name = new ResourceName();

    @ArgGroup(multiplicity = "1")
    Way way = new Way();

    @Option(
            names = "--secret",
            paramLabel = "SECRET",
            description = "The Secret for --from and --to; without it the one of spec.envFrom.")
    @Nullable
    String secret;

    @Option(names = "--prune", description = "Also take away the names that the other side has not.")
    boolean prune;

    public SecretsSync(Session session) {
        this.session = session;
    }

    /** Which way, and to which place. */
    static final class Way {
        @Option(names = "--from", paramLabel = "FILE", description = "From this dotenv file into the Secret.")
        @Nullable
        String from;

        @Option(names = "--to", paramLabel = "FILE", description = "From the Secret into this dotenv file, mode 0600.")
        @Nullable
        String to;

        @Option(names = "--push", description = "From the cluster to the place of spec.secrets.")
        boolean push;

        @Option(names = "--pull", description = "From the place of spec.secrets into the cluster.")
        boolean pull;
    }

    @Override
    public Integer call() throws IOException {
        var format = session.settings().format(List.of("json", "yaml"));
        boolean dryRun = session.settings().dryRun();
        var resource = name.find(session);
        var place = new SyncPlaces(session, resource).of(way, secret);
        var kept = place.provider().keeps(place.config());
        if (kept.isEmpty()) {
            session.console()
                    .line(
                            "The Secrets of " + resource.getMetadata().getName()
                                    + " are kept in the cluster alone: there is nothing to sync. --from and --to carry a dotenv file.");
            return ExitCode.OK;
        }
        var checkout = new Checkout(place.root(), session.world().programs(place.root()), dryRun);
        var cluster = place.cluster(kept);
        var request = new SyncRequest(place.config(), place.direction(), cluster, checkout);
        switch (place.provider().sync(request)) {
            case SyncOutcome.Failed(var code, var path, var message) ->
                throw CommandFailure.of(Sentence.of(message) + " (" + code.label() + ")");
            case SyncOutcome.Synced synced -> {
                var transfer = place.direction() == SyncDirection.PULL
                        ? Transfer.into(session, resource.getMetadata().getNamespace(), cluster, synced, kept, prune)
                        : Transfer.outOf(
                                session, checkout, synced, place.provider().id(), prune);
                if (!dryRun) {
                    transfer.carry(); // what is written below has happened
                }
                if (format.isPresent()) {
                    session.console()
                            .print(Documents.write(
                                    Map.of("dryRun", dryRun, "changes", transfer.changes()), format.get()));
                } else {
                    transfer.changes().forEach(changes -> changes.print(session.console(), dryRun));
                }
            }
        }
        return ExitCode.OK;
    }
}
