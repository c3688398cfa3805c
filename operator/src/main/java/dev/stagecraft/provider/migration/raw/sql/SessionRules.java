package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** SET, RESET and PRAGMA. */
final class SessionRules {
    private static final Set<String> FORBIDDEN = Set.of(
            "ROLE",
            "SESSION_AUTHORIZATION",
            "STANDARD_CONFORMING_STRINGS",
            "AUTOCOMMIT",
            "DEFAULT_TRANSACTION_READ_ONLY",
            "TRANSACTION_ISOLATION",
            "TRANSACTION_READ_ONLY",
            "DEFAULT");

    private static final Set<String> GUARDS = Set.of(
            "LOCK_TIMEOUT",
            "STATEMENT_TIMEOUT",
            "IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
            "TRANSACTION_TIMEOUT",
            "LOCK_WAIT_TIMEOUT",
            "INNODB_LOCK_WAIT_TIMEOUT",
            "MAX_STATEMENT_TIME",
            "MAX_EXECUTION_TIME",
            "SESSION_REPLICATION_ROLE",
            "FOREIGN_KEY_CHECKS",
            "UNIQUE_CHECKS",
            "SQL_LOG_BIN");

    /** Modes that change how quotes are read, by themselves or in a bundle. */
    private static final Pattern QUOTING =
            Pattern.compile("ANSI|NO_BACKSLASH_ESCAPES|DB2|MAXDB|MSSQL|ORACLE|POSTGRESQL");

    private static final Set<String> PRAGMAS_THAT_READ = Set.of(
            "DEFER_FOREIGN_KEYS",
            "FOREIGN_KEY_CHECK",
            "FOREIGN_KEY_LIST",
            "INTEGRITY_CHECK",
            "QUICK_CHECK",
            "TABLE_INFO",
            "TABLE_XINFO",
            "INDEX_INFO",
            "INDEX_LIST",
            "OPTIMIZE",
            "USER_VERSION",
            "APPLICATION_ID");

    private static final Set<String> PRAGMAS_OF_STORAGE = Set.of(
            "JOURNAL_MODE",
            "SYNCHRONOUS",
            "FULLFSYNC",
            "CHECKPOINT_FULLFSYNC",
            "LOCKING_MODE",
            "WRITABLE_SCHEMA",
            "WAL_AUTOCHECKPOINT",
            "WAL_CHECKPOINT",
            "JOURNAL_SIZE_LIMIT",
            "BUSY_TIMEOUT",
            "QUERY_ONLY",
            "TRUSTED_SCHEMA",
            "READ_UNCOMMITTED",
            "SCHEMA_VERSION",
            "KEY",
            "REKEY",
            "TEMP_STORE_DIRECTORY",
            "DATA_STORE_DIRECTORY",
            "MMAP_SIZE",
            "HARD_HEAP_LIMIT",
            "SOFT_HEAP_LIMIT",
            "SECURE_DELETE",
            "IGNORE_CHECK_CONSTRAINTS");

    /** What of these is set to another value, a driver takes for a broken connection. */
    private static final Map<String, String> OF_THE_DRIVER = Map.of(
            "CLIENT_ENCODING", "DEFAULT|UTF-?8|UNICODE", "DATESTYLE", "DEFAULT|ISO|[MDY]{3}|US|(?:NON)?EURO(?:PEAN)?");

    private static final Finding NOT_THIS_FORM = Finding.forbidden(
            "Changes how the runner's connection reads text and dates: client_encoding stays UTF8, and datestyle ISO.");
    private static final Finding SESSION = Finding.expand("Changes this session only.");
    private static final Finding NOT_THIS = Finding.forbidden(
            "Changes who the runner is, how its transaction works or how the text behind it is read.");

    private SessionRules() {}

    static Finding find(Words words, NewTables tables) {
        if (words.startsWith("PRAGMA")) {
            return pragma(words);
        }
        if (words.startsWith("SET STATEMENT") && words.has("FOR")) {
            int behind = words.find("FOR");
            var parts = new ArrayList<>(settings(new Words(words.tokens().subList(2, behind))));
            parts.add(StatementRules.find(words.from(behind + 1), tables));
            return Finding.worst(parts);
        }
        if (tables.dialect() == Dialect.POSTGRESQL) {
            tables.forget(); // it may be the search path
        }
        if (tables.dialect() == Dialect.POSTGRESQL && !isReadByTheDriver(words)) {
            return NOT_THIS_FORM;
        }
        var finding = Finding.worst(settings(words.from(1)));
        boolean variables = words.from(1).parts().stream().anyMatch(part -> part.at(0, "@") && !part.at(1, "@"));
        return variables && finding.level() == Finding.Level.EXPAND
                ? CodeRules.judged(words, tables.dialect(), finding) // text for PREPARE is made so
                : finding;
    }

    private static List<Finding> settings(Words words) {
        return words.parts().stream().map(SessionRules::setting).toList();
    }

    /** Whether what is set, as far as that is known, never belongs into a file. */
    static boolean mayBeForbidden(Optional<String> setting) {
        return setting.isEmpty() || FORBIDDEN.contains(setting.get()) || OF_THE_DRIVER.containsKey(setting.get());
    }

    private static Finding setting(Words words) {
        int at = words.skip(0, "@ @");
        boolean global = words.at(at, "GLOBAL") || words.at(at, "PERSIST") || words.at(at, "PERSIST_ONLY");
        if (global) {
            return Finding.forbidden("Changes the whole server, not this database.");
        }
        at = words.skip(at, "SESSION", "LOCAL", ".", "@ @", "SESSION .", "LOCAL .");
        String name = words.bare(at);
        boolean identity = words.at(at, "SESSION AUTHORIZATION") || words.at(at, "AUTHORIZATION");
        if (FORBIDDEN.contains(name) || identity || ControlRules.isEscaped(words, at)) {
            return NOT_THIS;
        }
        if (name.equals("SQL_MODE")) {
            return readsQuotesAlike(words, at) ? SESSION : NOT_THIS;
        }
        if (name.equals("NAMES") || name.equals("CHARACTER")) {
            return utf8(words, at) ? SESSION : NOT_THIS;
        }
        if (name.equals("PASSWORD")) {
            return Finding.risky("Changes a password that the old version may log in with.");
        }
        return GUARDS.contains(name)
                ? Finding.risky("Takes the place of a guard that the runner sets: a timeout, or a check of rows.")
                : SESSION;
    }

    /** Whether what PostgreSQL reports to its clients stays as the driver needs it. */
    private static boolean isReadByTheDriver(Words words) {
        int at = words.skip(1, "SESSION", "LOCAL");
        String values = OF_THE_DRIVER.get(words.bare(at));
        return values == null
                || words.startsWith("RESET")
                || words.from(at + 2).tokens().stream()
                        .filter(token -> !token.is(","))
                        .flatMap(token -> Stream.of(token.text().split("[\\s,'\"]+", -1)))
                        .filter(value -> !value.isEmpty())
                        .allMatch(value -> value.toUpperCase(Locale.ROOT).matches(values));
    }

    /** A literal without the modes that change quoting, or the name under which dumps keep the mode from before. */
    private static boolean readsQuotesAlike(Words words, int at) {
        int value = words.skip(at + 1, ":", "=");
        boolean alike = words.size() == value + 1
                && words.string(value)
                        .filter(mode -> !QUOTING.matcher(mode).find())
                        .isPresent();
        return alike || words.at(value, "@ OLD_SQL_MODE");
    }

    private static boolean utf8(Words words, int at) {
        return words.from(at).tokens().stream()
                .anyMatch(token -> token.text().replaceAll("['\"]", "").matches("(?i)utf8(mb3|mb4)?"));
    }

    private static Finding pragma(Words words) {
        int at = words.at(2, ".") ? 3 : 1;
        String name = words.word(at);
        if (PRAGMAS_OF_STORAGE.contains(name)
                || words.tokens().get(Math.min(at, words.size() - 1)).kind() != Token.Kind.WORD) {
            return Finding.forbidden(
                    "Changes how the database file is locked, written or protected; set it where it is opened.");
        }
        if (name.equals("FOREIGN_KEYS")) {
            return Finding.risky("Switches the check of foreign keys, which SQLite does outside a transaction only.")
                    .outsideTransaction();
        }
        return PRAGMAS_THAT_READ.contains(name)
                ? Finding.expand("Keeps rows and tables as they are.")
                : StatementRules.NOT_RECOGNISED;
    }
}
