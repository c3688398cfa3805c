package dev.stagecraft.provider.migration.raw.sql;

import dev.stagecraft.provider.migration.MigrationRisk;

/** What a statement means for the version that is serving while it runs. */
public sealed interface Verdict {

    /** Sentences that say what it does to readers and writers, and the safer way where there is one. */
    String reason();

    /** It may run, with an approval where its risk asks for one. */
    record Allowed(MigrationRisk risk, String reason, TransactionUse transaction) implements Verdict {}

    /** It would take the connection, the transaction or the server out of the runner's hands, so it never runs. */
    record Forbidden(String reason) implements Verdict {}
}
