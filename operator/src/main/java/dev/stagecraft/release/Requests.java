package dev.stagecraft.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people ask for beside the spec, as it stands on the resource or as it was last handled.
 *
 * @param approve a plan id, from the annotation or {@code spec.approval.planId}
 * @param rollbackTo a release id by annotation
 * @param specRollbackTo a release id by {@code spec.rollbackTo}
 * @param retry any token
 * @param reconcile any token
 * @param migrate the name of a database, {@code @} and any token
 * @param migrated such requests that were handled before the last, the newest last
 */
public record Requests(
        Optional<String> approve,
        Optional<String> rollbackTo,
        Optional<String> specRollbackTo,
        Optional<String> retry,
        Optional<String> reconcile,
        Optional<String> migrate,
        List<String> migrated) {

    /** What is longer is compared and remembered as far as this. */
    public static final int LONGEST = 512;

    /** How many handled migrations are remembered beside the last: a token that Git puts back is an old one. */
    public static final int REMEMBERED = 16;

    /** Nothing asked, or nothing handled yet. */
    public static final Requests NONE = new Requests(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Requests {
        migrated = List.copyOf(migrated.subList(Math.max(0, migrated.size() - REMEMBERED), migrated.size()));
    }

    /** As a resource has them. */
    public Requests(
            Optional<String> approve,
            Optional<String> rollbackTo,
            Optional<String> specRollbackTo,
            Optional<String> retry,
            Optional<String> reconcile,
            Optional<String> migrate) {
        this(approve, rollbackTo, specRollbackTo, retry, reconcile, migrate, List.of());
    }

    /** The same with that plan approved. */
    public Requests approving(Optional<String> plan) {
        return new Requests(plan, rollbackTo, specRollbackTo, retry, reconcile, migrate, migrated);
    }

    /** The same with that request for a migration handled. */
    public Requests migrating(String request) {
        var before = new ArrayList<>(migrated);
        migrate.filter(last -> !last.equals(request)).ifPresent(before::add);
        return new Requests(approve, rollbackTo, specRollbackTo, retry, reconcile, Optional.of(request), before);
    }

    /** The same, in which the last request for a migration was not handled. */
    public Requests givingBack() {
        boolean first = migrated.isEmpty();
        return new Requests(
                approve,
                rollbackTo,
                specRollbackTo,
                retry,
                reconcile,
                first ? Optional.empty() : Optional.of(migrated.getLast()),
                first ? migrated : migrated.subList(0, migrated.size() - 1));
    }

    /** The same without rollbacks that are not asked any more, so that the same can be asked again later. */
    public Requests stillAsked(Requests asked) {
        return new Requests(
                approve,
                rollbackTo.filter(id -> asked.rollbackTo.isPresent()),
                specRollbackTo.filter(id -> asked.specRollbackTo.isPresent()),
                retry,
                reconcile,
                migrate,
                migrated);
    }

    /** Whether this asks for a retry that {@code handled} has not seen. */
    public boolean retryIsNew(Requests handled) {
        return retry.isPresent() && !retry.equals(handled.retry);
    }

    /** Whether this carries a reconcile token that {@code handled} has not seen. */
    public boolean reconcileIsNew(Requests handled) {
        return reconcile.isPresent() && !reconcile.equals(handled.reconcile);
    }

    /** The request for a migration that {@code handled} has not seen. */
    public Optional<String> newMigrate(Requests handled) {
        return migrate.filter(asked -> !migrate.equals(handled.migrate))
                .filter(asked -> !handled.migrated.contains(asked));
    }

    /** Whether the rollback that is asked and not handled yet is asked by annotation. */
    public boolean rollbackByAnnotation(Requests handled) {
        return rollbackTo.isPresent() && !rollbackTo.equals(handled.rollbackTo);
    }

    /** The release to go back to, where that is asked and not handled yet; the annotation comes before the spec. */
    public Optional<String> newRollback(Requests handled) {
        return rollbackTo
                .filter(id -> rollbackByAnnotation(handled))
                .or(() -> specRollbackTo.filter(id -> !specRollbackTo.equals(handled.specRollbackTo)));
    }
}
