package dev.stagecraft.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A database of the application, compared with its migrations.
 *
 * @param path where the resource declares its migrations, such as {@code spec.databases.main.migrations}
 * @param fresh whether nothing was ever applied to it, so that nothing is in use
 * @param connection a fingerprint of the connection string, which tells another database and nothing else
 * @param source what names the state of the source that the files were read from, such as a commit
 * @param unseen the last migration that is taken for applied though no way led to the database to look; a step looks
 * @param toRecord the last migration that a step only records; empty where there is none
 * @param pending in the order in which they run
 * @param notes what a reader should know
 * @param refusals what its migrations would stop at
 */
public record DatabaseTarget(
        String name,
        String path,
        MigrationStrategy strategy,
        boolean fresh,
        Optional<String> connection,
        Optional<String> source,
        Optional<PendingMigration> unseen,
        Optional<PendingMigration> toRecord,
        List<PendingMigration> pending,
        List<String> notes,
        List<Refusal> refusals) {
    public DatabaseTarget {
        pending = List.copyOf(pending);
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }

    /** One of which no more is known than what is pending, and what a reader should know. */
    public static DatabaseTarget of(
            String name, String path, MigrationStrategy strategy, List<PendingMigration> pending, List<String> notes) {
        return new DatabaseTarget(
                name,
                path,
                strategy,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                pending,
                notes,
                List.of());
    }

    /** The same, in which what its migrations would stop at is only a note. */
    public DatabaseTarget withoutRefusals() {
        var all = Stream.concat(notes.stream(), refusals.stream().map(Refusal::message))
                .toList();
        return new DatabaseTarget(
                name, path, strategy, fresh, connection, source, unseen, toRecord, pending, all, List.of());
    }
}
