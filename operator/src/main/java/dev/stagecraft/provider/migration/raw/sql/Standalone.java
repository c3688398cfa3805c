package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;

/** What must be known of a statement that runs without a transaction around it. */
public final class Standalone {
    /** First words of what MariaDB and MySQL do altogether or not at all. */
    private static final Set<String> WHOLE_IN_MARIADB = Set.of(
            "ALTER",
            "ANALYZE",
            "CREATE",
            "DELETE",
            "DO",
            "DROP",
            "GRANT",
            "INSERT",
            "OPTIMIZE",
            "RENAME",
            "REPAIR",
            "REPLACE",
            "REVOKE",
            "SELECT",
            "SET",
            "TRUNCATE",
            "UPDATE",
            "VALUES",
            "WITH");

    private Standalone() {}

    /** Whether nothing of it is left when the database refuses it; false too where that is not known. */
    public static boolean allOrNothing(Dialect dialect, Statement statement) {
        return Classifier.views(Lexer.tokens(dialect, statement.text())).stream()
                .allMatch(words -> whole(words, dialect));
    }

    /**
     * Whether it works beside readers and writers, so that none of them queues behind it however long it waits for old
     * transactions.
     */
    public static boolean queuesNobody(Dialect dialect, Statement statement) {
        var words = Classifier.code(Lexer.tokens(dialect, statement.text()));
        boolean known = words.startsWith("CREATE")
                || words.startsWith("DROP INDEX")
                || words.startsWith("REINDEX")
                || words.has("DETACH PARTITION");
        return dialect == Dialect.POSTGRESQL && known && words.holds("CONCURRENTLY");
    }

    private static boolean whole(Words words, Dialect dialect) {
        if (words.size() == 0) {
            return true;
        }
        return switch (dialect) {
            case POSTGRESQL ->
                !words.startsWith("DO")
                        && !words.startsWith("CALL")
                        && !(words.has("DETACH PARTITION") && words.has("CONCURRENTLY"));
            case MARIADB -> wholeInMariaDb(words);
            case SQLITE -> true;
        };
    }

    private static boolean wholeInMariaDb(Words words) {
        if (words.startsWith("SET STATEMENT") && words.has("FOR")) {
            return wholeInMariaDb(words.from(words.find("FOR") + 1));
        }
        boolean several = words.startsWith("DROP") && words.parts().size() > 1;
        return WHOLE_IN_MARIADB.contains(words.word(0)) && !several;
    }
}
