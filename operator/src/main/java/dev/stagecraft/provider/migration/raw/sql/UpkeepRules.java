package dev.stagecraft.provider.migration.raw.sql;

/** Upkeep of tables, rights, and code whose content is not known. */
final class UpkeepRules {
    private static final Finding REWRITE = Finding.risky("Rewrites the table while readers and writers wait.");

    private UpkeepRules() {}

    static Finding find(Words words, NewTables tables) {
        var dialect = tables.dialect();
        return switch (words.word(0)) {
            case "COMMENT" -> Finding.expand("Adds a note.");
            case "GRANT" -> Finding.expand("Gives rights; the old version keeps its own.");
            case "ANALYZE" -> Finding.expand("Counts rows beside readers and writers.");
            case "VACUUM" -> vacuum(words, dialect);
            case "REINDEX" -> reindex(words, dialect);
            case "CLUSTER" -> words.size() > 1 ? REWRITE : REWRITE.outsideTransaction();
            case "OPTIMIZE", "REPAIR" -> REWRITE;
            case "REFRESH" ->
                words.has("CONCURRENTLY")
                        ? Finding.expand("Computes the view anew beside its readers.")
                        : Finding.risky("Readers of the view wait until it is computed;"
                                + " use REFRESH MATERIALIZED VIEW CONCURRENTLY.");
            case "LOCK" -> Finding.risky("Locks a table until the file is committed.");
            case "DO", "CALL", "EXECUTE", "BEGIN" -> CodeRules.find(words, tables);
            default -> CodeRules.judged(words, dialect, StatementRules.NOT_RECOGNISED);
        };
    }

    private static Finding vacuum(Words words, Dialect dialect) {
        boolean rewrites = dialect != Dialect.POSTGRESQL || words.holds("FULL");
        var finding = rewrites ? REWRITE : Finding.expand("Cleans up beside readers and writers.");
        return finding.outsideTransaction();
    }

    private static Finding reindex(Words words, Dialect dialect) {
        if (words.holds("CONCURRENTLY")) {
            return Finding.expand("Builds beside readers and writers.").outsideTransaction();
        }
        if (dialect != Dialect.POSTGRESQL) {
            return Finding.risky("Builds indexes anew, and all writers wait.");
        }
        var finding = Finding.risky("Writers, and readers that use the index, wait while it is built;"
                + " use REINDEX ... CONCURRENTLY with -- stagecraft:no-transaction.");
        return words.holds("DATABASE", "SYSTEM", "SCHEMA") ? finding.outsideTransaction() : finding;
    }
}
