package dev.stagecraft.provider.migration.raw;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite's errors without data. */
final class SqliteFaults {
    private static final int PRIMARY = 0xff;
    private static final Set<SQLiteErrorCode> DENIED = Set.of(
            SQLiteErrorCode.SQLITE_CANTOPEN,
            SQLiteErrorCode.SQLITE_PERM,
            SQLiteErrorCode.SQLITE_AUTH,
            SQLiteErrorCode.SQLITE_READONLY,
            SQLiteErrorCode.SQLITE_NOTADB);
    /** Text that is double-quoted is a literal where there is no such name. */
    private static final Pattern LITERAL = Pattern.compile("'[^']*'?|\"[^\"]*\"?");

    /** These quote the word at which reading stopped, which may be any literal. */
    private static final Pattern SYNTAX =
            Pattern.compile(".*(near \".*\": syntax error|unrecognized token: \").*", Pattern.DOTALL);

    private SqliteFaults() {}

    static DatabaseFault read(SQLException exception) {
        if (!(exception instanceof SQLiteException fault)) {
            return DatabaseFault.of(DatabaseFault.Kind.OTHER, "an error of the driver");
        }
        SQLiteErrorCode code = fault.getResultCode();
        int primary = code.code & PRIMARY;
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return DatabaseFault.of(DatabaseFault.Kind.LOCK_TIMEOUT, code.name() + ", the database is locked");
        }
        boolean denied = DENIED.stream().anyMatch(known -> known.code == primary);
        return DatabaseFault.of(
                denied ? DatabaseFault.Kind.DENIED : DatabaseFault.Kind.OTHER, code.name() + message(fault, code));
    }

    private static String message(SQLiteException fault, SQLiteErrorCode code) {
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER || fault.getMessage() == null) {
            return " (raised by a trigger; its message is left out, as it may hold data)";
        }
        String message = fault.getMessage().replaceFirst("^\\[[A-Z_]+] *", "");
        return SYNTAX.matcher(message).matches()
                ? ", syntax error"
                : ", " + LITERAL.matcher(message).replaceAll("'…'");
    }
}
