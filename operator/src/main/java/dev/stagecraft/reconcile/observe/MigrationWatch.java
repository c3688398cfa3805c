package dev.stagecraft.reconcile.observe;

import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationJob;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.MigrationTarget;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.step.DatabaseRoutes;
import dev.stagecraft.reconcile.step.MigrationSources;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Compares databases with their migrations, and changes nothing in them. */
public final class MigrationWatch {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(30);

    /** Why a database is not looked into before the first release. */
    public static final String NOT_STARTED =
            "it does not answer, and may be an accessory that this first release has yet to start";

    private record Key(String uid, String database, String question, RegistryCredentials registry) {}

    private final Lookups<Key, Comparison> lookups;
    private final MigrationSources sources;
    private final DatabaseRoutes routes;
    private final String holder;

    /** @param holder the name of this process */
    public MigrationWatch(
            MigrationSources sources,
            DatabaseRoutes routes,
            String holder,
            ExecutorService threads,
            Clock clock,
            Consumer<ResourceRef> wake) {
        this.sources = sources;
        this.routes = routes;
        this.holder = holder;
        lookups = new Lookups<>(threads, clock, wake);
    }

    /** Forgets what was found: the resource's own steps changed it. */
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }

    /**
     * The images of a release, by service.
     *
     * @param pinned to a digest, as far as they are built
     * @param named as {@link dev.stagecraft.reconcile.gather.FromSource#named} does, or as they are pinned
     */
    public record Images(Map<String, String> pinned, Map<String, String> named) {}

    /** What is to be found out. */
    public enum Question {
        /** How far the database is. */
        DATABASE,
        /** The same; where it does not answer, as {@link #MIGRATIONS_ONLY}: a release may have to start it first. */
        DATABASE_IF_IT_ANSWERS,
        /** Which migrations there are: no way leads to the database yet, so what was never seen in it counts as pending. */
        MIGRATIONS_ONLY
    }

    /**
     * The comparison as of at most that long ago; empty while it is made.
     *
     * @param source the state of the source to read the files from, where it is known which; otherwise as it is now
     * @param images of the release
     */
    public Optional<Comparison> look(
            Question question,
            Gathered gathered,
            State state,
            Database database,
            Optional<String> source,
            Images images,
            Duration maxAge) {
        var uid = gathered.resource().uid();
        var asked = new Key(
                uid,
                database.name(),
                question + " " + source.orElse("") + " " + inputs(gathered, database, images),
                gathered.registry());
        lookups.forgetAll(
                key -> key.uid().equals(uid) && key.database().equals(asked.database()) && !key.equals(asked));
        return lookups.get(
                asked,
                gathered.resource(),
                new Lookups.Terms<>(found -> keep(found, maxAge), false),
                () -> compare(question, gathered, state, database, source, images));
    }

    private static String inputs(Gathered gathered, Database database, Images images) {
        return CanonicalJson.hash(Map.of(
                "spec",
                gathered.specHash(),
                "url",
                database.url().reveal(),
                "files",
                database.source() instanceof Database.Source.Listed(var files) ? contents(files) : Map.of(),
                "images",
                List.of(new TreeMap<>(images.pinned()), new TreeMap<>(images.named()))));
    }

    private static Map<String, String> contents(List<MigrationFile> files) {
        var contents = new TreeMap<String, String>();
        files.forEach(file -> contents.put(file.name(), file.content()));
        return contents;
    }

    private static Duration keep(Comparison found, Duration maxAge) {
        return switch (found) {
            case Comparison.Compared compared -> maxAge;
            case Comparison.Refused refused -> AFTER_REFUSAL;
            case Comparison.Trouble trouble -> AFTER_TROUBLE;
        };
    }

    private Comparison compare(
            Question question,
            Gathered gathered,
            State state,
            Database database,
            Optional<String> wanted,
            Images images) {
        return switch (sources.read(database, wanted, images.pinned(), gathered.registry())) {
            case MigrationSources.Answer.Refused(var why) -> new Comparison.Refused(why);
            case MigrationSources.Answer.Trouble(var why) -> new Comparison.Trouble(why);
            case MigrationSources.Answer.Files(var files, var source) -> {
                var target = new MigrationTarget(database.name(), database.url(), routes.to(gathered, state, database));
                var oneOff = OneOff.known(images.named(), Migrations.recorded(state, database.name()));
                var job = new MigrationJob(target, files, database.config(), "none", holder, Optional.empty(), oneOff);
                yield compare(question, gathered, state, database, job, source);
            }
        };
    }

    private static Comparison compare(
            Question question,
            Gathered gathered,
            State state,
            Database database,
            MigrationJob job,
            Optional<String> source) {
        var engine = database.engine();
        var said = engine.validate(job);
        if (!said.isEmpty()) {
            return new Comparison.Refused(finding(gathered, database, said));
        }
        try {
            var compared = new DatabaseComparison(gathered, state, database, engine.list(job), source);
            return switch (question) {
                case DATABASE -> compared.with(engine.plan(job));
                case DATABASE_IF_IT_ANSWERS ->
                    answered(job, engine).map(compared::with).orElseGet(() -> compared.unseen(NOT_STARTED));
                case MIGRATIONS_ONLY -> compared.unseen(noWay(database));
            };
        } catch (MigrationException e) {
            var why = new Finding(
                    e.reason().word(),
                    database.path() + ": " + gathered.sanitizer().clean(e.getMessage()));
            return e.retryable() ? new Comparison.Trouble(why) : new Comparison.Refused(why);
        }
    }

    /** Why a database is not looked into whose way leads through a host that is not there yet. */
    public static String noWay(Database database) {
        return "the way to it leads through a host of role %s that is not ready yet"
                .formatted(database.via().orElse(""));
    }

    private static Optional<MigrationPlan> answered(MigrationJob job, MigrationEngine engine) {
        try {
            return Optional.of(engine.plan(job));
        } catch (MigrationException e) {
            if (e.code() == MigrationException.Code.CONNECTION_FAILED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** What can be said against migrations without their database. */
    public static Finding finding(Gathered gathered, Database database, List<MigrationRefusal> said) {
        var sentences = said.stream().map(MigrationRefusal::message).limit(5).toList();
        return new Finding(
                said.getFirst().reason().word(),
                database.path() + ": " + gathered.sanitizer().clean(String.join(" ", sentences)));
    }
}
