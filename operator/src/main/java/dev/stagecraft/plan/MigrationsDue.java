package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which pending migrations may run at a stage, and what keeps the others. */
final class MigrationsDue {
    private MigrationsDue() {}

    static List<PendingMigration> of(DatabaseTarget database, MigrationStage stage, Observed observed) {
        var pending = database.pending();
        return switch (stage) {
            case MIGRATE_PRE -> database.strategy() == MigrationStrategy.PRE_DEPLOY ? pending : List.of();
            case MIGRATE_POST ->
                database.strategy() == MigrationStrategy.POST_DEPLOY ? beforeContract(pending, observed) : List.of();
            case CONTRACT -> contracts(database) ? notHeld(pending, observed) : List.of();
            case MANUAL -> database.strategy() == MigrationStrategy.MANUAL ? notHeld(pending, observed) : List.of();
        };
    }

    /** When such a database is migrated, unless something is taken away. */
    static MigrationStage own(MigrationStrategy strategy) {
        return switch (strategy) {
            case PRE_DEPLOY -> MigrationStage.MIGRATE_PRE;
            case POST_DEPLOY -> MigrationStage.MIGRATE_POST;
            case MANUAL -> MigrationStage.MANUAL;
        };
    }

    /** Where nothing serves yet there is no old shape that anybody needs. */
    private static List<PendingMigration> beforeContract(List<PendingMigration> pending, Observed observed) {
        return observed.serving().isEmpty()
                ? pending
                : pending.stream()
                        .takeWhile(file -> file.type() != MigrationClass.CONTRACT)
                        .toList();
    }

    private static boolean contracts(DatabaseTarget database) {
        return database.strategy() == MigrationStrategy.POST_DEPLOY
                && !database.pending().isEmpty()
                && database.pending().getFirst().type() == MigrationClass.CONTRACT;
    }

    private static List<PendingMigration> notHeld(List<PendingMigration> pending, Observed observed) {
        boolean oldServes = leftBehind(observed).isPresent();
        return pending.stream()
                .takeWhile(file ->
                        holder(file, observed).isEmpty() && !(oldServes && file.type() == MigrationClass.CONTRACT))
                .toList();
    }

    /** A protected host keeps its containers when its role loses its services, and so runs those of an older release. */
    private static Optional<ObservedHost> leftBehind(Observed observed) {
        return observed.hosts().stream()
                .filter(host -> host.protect()
                        && host.servesAnything()
                        && !host.release().equals(observed.serving()))
                .findFirst();
    }

    /** The release in the rollback window whose code needs what the file takes away. */
    private static Optional<RollbackChoice> holder(PendingMigration file, Observed observed) {
        return observed.rollbackChoices().stream()
                .filter(choice -> file.neededBy().contains(choice.version()))
                .findFirst();
    }

    /** What waits for a later plan, and why. */
    static List<String> waiting(DatabaseTarget database, Observed observed, boolean releasing) {
        var notes = new ArrayList<String>();
        var waiting = switch (database.strategy()) {
            case PRE_DEPLOY -> List.<PendingMigration>of();
            case POST_DEPLOY ->
                database.pending().stream()
                        .skip(beforeContract(database.pending(), observed).size())
                        .toList();
            case MANUAL -> database.pending();
        };
        var held = waiting.stream()
                .filter(file -> holder(file, observed).isPresent())
                .findFirst();
        if (held.isPresent()) {
            var choice = holder(held.get(), observed).orElseThrow();
            boolean serves = observed.serving().equals(Optional.of(choice.release()));
            notes.add("database " + database.name() + ": " + held.get().id() + " is held: version " + choice.version()
                    + " needs what it takes away, and release " + choice.release() + " of that version "
                    + (serves ? "serves" : "can still be rolled back to"));
        } else if (!releasing && leftBehind(observed).isPresent()) {
            waiting.stream()
                    .filter(file -> file.type() == MigrationClass.CONTRACT)
                    .findFirst()
                    .ifPresent(file -> notes.add("database " + database.name() + ": " + file.id()
                            + " is held: it takes away what is in use, and host "
                            + leftBehind(observed).orElseThrow().name()
                            + ", which is protected, still has the containers of an older release; declare it with"
                            + " protect: false, or give its role services again"));
        } else if (releasing && !waiting.isEmpty() && database.strategy() == MigrationStrategy.POST_DEPLOY) {
            notes.add("database " + database.name() + ": " + waiting.getFirst().id()
                    + " takes away what the old version needs: it runs in a plan of its own, with its own approval, once"
                    + " this release serves");
        }
        return notes;
    }

    /** What a release may not do. */
    static List<Refusal> refused(DatabaseTarget database, Observed observed) {
        var refusals = new ArrayList<>(database.refusals());
        if (database.strategy() == MigrationStrategy.PRE_DEPLOY
                && observed.serving().isPresent()
                && !database.fresh()) {
            database.pending().stream()
                    .filter(file -> file.type() == MigrationClass.CONTRACT)
                    .findFirst()
                    .ifPresent(file -> refusals.add(new Refusal(
                            "ContractBeforeRollout",
                            database.path() + ".strategy",
                            file.why()
                                    + ", and strategy pre_deploy would run it while the old version still serves: set"
                                    + " strategy post_deploy, or take the file out of this release")));
        }
        return refusals;
    }
}
