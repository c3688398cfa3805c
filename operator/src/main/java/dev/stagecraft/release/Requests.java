package dev.stagecraft.release;

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
 */
public record Requests(
        Optional<String> approve,
        Optional<String> rollbackTo,
        Optional<String> specRollbackTo,
        Optional<String> retry,
        Optional<String> reconcile,
        Optional<String> migrate) {

    /** What is longer is compared and remembered as far as this. */
    public static final int LONGEST = 512;

    /** Nothing asked, or nothing handled yet. */
    public static final Requests NONE = new Requests(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

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
        return migrate.filter(asked -> !migrate.equals(handled.migrate));
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
