package dev.stagecraft.reconcile.observe;

import dev.stagecraft.plan.DatabaseTarget;
import dev.stagecraft.release.DatabaseRecord;
import dev.stagecraft.status.Assessment.Finding;

/** What comparing a database with its migrations came to. */
public sealed interface Comparison {
    /** Both could be read; the target may hold refusals. */
    record Compared(DatabaseTarget target, DatabaseRecord known) implements Comparison {}

    /** A person must change something before it can work. */
    record Refused(Finding finding) implements Comparison {}

    /** It may work later. */
    record Trouble(Finding finding) implements Comparison {}
}
