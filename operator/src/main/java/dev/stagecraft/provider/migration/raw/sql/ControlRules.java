package dev.stagecraft.provider.migration.raw.sql;

import java.util.Optional;
import java.util.Set;

/** Statements that take the transaction, the connection, the server or the machine out of the runner's hands. */
final class ControlRules {
    private static final Set<String> TRANSACTION =
            Set.of("COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "END", "ABORT", "XA");

    /** Functions that give up the runner's lock, leave the database or change how it reads text. */
    private static final Set<String> FUNCTIONS = Set.of(
            "PG_ADVISORY_UNLOCK",
            "PG_ADVISORY_UNLOCK_ALL",
            "GET_LOCK",
            "RELEASE_LOCK",
            "RELEASE_ALL_LOCKS",
            "LOAD_EXTENSION",
            "LOAD_FILE",
            "PG_READ_FILE",
            "PG_READ_BINARY_FILE",
            "LO_IMPORT",
            "LO_EXPORT",
            "PG_RELOAD_CONF",
            "PG_TERMINATE_BACKEND");

    /** First words of statements for the whole server. */
    private static final Set<String> OF_MARIADB_SERVER = Set.of(
            "BINLOG",
            "CHANGE",
            "FLUSH",
            "INSTALL",
            "KILL",
            "PURGE",
            "RESET",
            "RESTART",
            "SHUTDOWN",
            "START",
            "STOP",
            "UNINSTALL");

    private static final String LEDGER = "STAGECRAFT_MIGRATIONS";

    private static final Finding FUNCTION = Finding.forbidden(
            "Calls a function that gives up the runner's lock, ends connections or reaches files of the server.");

    private ControlRules() {}

    static Optional<Finding> find(Words words, Dialect dialect) {
        return transaction(words)
                .or(() -> connection(words, dialect))
                .or(() -> server(words, dialect))
                .or(() -> ledger(words))
                .or(() -> callsForbidden(words) ? Optional.of(FUNCTION) : Optional.empty());
    }

    private static Optional<Finding> transaction(Words words) {
        boolean begins = words.startsWith("BEGIN") && !words.startsWith("BEGIN NOT ATOMIC");
        boolean controls = TRANSACTION.contains(words.word(0))
                || begins
                || words.startsWith("START TRANSACTION")
                || words.startsWith("PREPARE TRANSACTION")
                || (words.startsWith("SET") && words.at(words.skip(1, "SESSION", "LOCAL", "GLOBAL"), "TRANSACTION"))
                || words.startsWith("SET SESSION CHARACTERISTICS");
        return when(
                controls,
                "A file does not begin, end or shape transactions; the runner does. Take it out, or split the file.");
    }

    private static Optional<Finding> connection(Words words, Dialect dialect) {
        boolean moves = words.startsWith("USE") || words.startsWith("ATTACH") || words.startsWith("DETACH");
        boolean drops = words.startsWith("DISCARD")
                || words.startsWith("RESET ALL")
                || words.startsWith("LOCK TABLES")
                || words.startsWith("UNLOCK TABLES")
                || (dialect == Dialect.MARIADB && words.startsWith("LOCK TABLE"));
        return when(moves, "Leaves the database that the ledger is in; give the other database an entry of its own.")
                .or(() -> when(drops, "Undoes what the runner set up on its connection: its locks and timeouts."));
    }

    private static Optional<Finding> server(Words words, Dialect dialect) {
        int object = words.skip(1, "OR REPLACE");
        boolean createsOrDrops = words.startsWith("CREATE") || words.startsWith("DROP");
        boolean database = createsOrDrops
                && (words.at(object, "DATABASE")
                        || words.at(object, "TABLESPACE")
                        || (dialect == Dialect.MARIADB && words.at(object, "SCHEMA")));
        boolean files = words.startsWith("COPY")
                || words.startsWith("LOAD")
                || words.holds("INTO OUTFILE", "INTO DUMPFILE")
                || (words.startsWith("VACUUM") && words.has("INTO"));
        boolean server = words.startsWith("ALTER SYSTEM")
                || (dialect == Dialect.MARIADB && OF_MARIADB_SERVER.contains(words.word(0)));
        return when(database, "Databases and tablespaces are made by whoever runs the server, not by a migration.")
                .or(() -> when(files, "Reads or writes files or programs outside the database; use INSERT for rows."))
                .or(() -> when(server, "Changes the whole server, not this database."));
    }

    /** What was applied is known from there, so only the runner touches it. */
    private static Optional<Finding> ledger(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.tokens().get(i).isName() && words.bare(i).equals(LEDGER)) {
                return when(true, "Names the table stagecraft_migrations, the runner's own record; take it out.");
            }
        }
        return Optional.empty();
    }

    private static boolean callsForbidden(Words words) {
        for (int i = 0; i < words.size(); i++) {
            String name = words.bare(i);
            var setting = words.at(i + 3, ",") ? words.string(i + 2) : Optional.<String>empty();
            boolean setsForbidden = name.equals("SET_CONFIG") && SessionRules.mayBeForbidden(setting);
            if (words.at(i + 1, "(") && (FUNCTIONS.contains(name) || setsForbidden || isEscaped(words, i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name at {@code i} is written with escapes, behind which any name can hide. */
    static boolean isEscaped(Words words, int i) {
        return words.word(i).equals("\"\"") && words.tokens().get(i).text().matches("(?is)u&.*");
    }

    private static Optional<Finding> when(boolean applies, String reason) {
        return applies ? Optional.of(Finding.forbidden(reason)) : Optional.empty();
    }
}
