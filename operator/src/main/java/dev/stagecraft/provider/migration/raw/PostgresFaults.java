package dev.stagecraft.provider.migration.raw;

import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL's errors without data. DETAIL, HINT, WHERE and CONTEXT are left out altogether; the message itself is kept only for
 * classes of errors whose messages name objects and not values.
 */
final class PostgresFaults {
    /** By the statement timeout, or by a person. */
    static final String CANCELLED = "57014";

    private static final String SYNTAX = "42601";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String READ_ONLY = "25006";
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");
    /** Features, constraints, states, access, names and syntax, resources, limits, locks, operators, cancelling, system. */
    private static final Set<String> NAME_OBJECTS =
            Set.of("0A", "23", "25", "28", "2B", "3D", "3F", "40", "42", "53", "54", "55", "57", "58");
    /** A literal of the file. */
    private static final Pattern LITERAL = Pattern.compile("'[^']*'?");

    private PostgresFaults() {}

    static DatabaseFault read(SQLException exception, String statement) {
        String state = String.valueOf(exception.getSQLState());
        String text = "SQLSTATE " + state + message(exception, state);
        if (state.equals(READ_ONLY)) {
            return DatabaseFault.of(DatabaseFault.Kind.CONNECTION_LOST, text + DatabaseFault.READS_ONLY);
        }
        if (state.startsWith("08") || LOST.contains(state)) {
            return DatabaseFault.of(DatabaseFault.Kind.CONNECTION_LOST, text);
        }
        if (state.startsWith("28")) {
            return DatabaseFault.of(DatabaseFault.Kind.DENIED, text);
        }
        var kind = state.equals(LOCK_NOT_AVAILABLE) ? DatabaseFault.Kind.LOCK_TIMEOUT : DatabaseFault.Kind.OTHER;
        return new DatabaseFault(kind, text, lineOffset(exception, statement));
    }

    private static String message(SQLException exception, String state) {
        ServerErrorMessage server = server(exception);
        if (server == null) {
            return state.startsWith("08") ? " (the connection failed)" : "";
        }
        String message = server.getMessage();
        // What a function or a DO block raises is made of whatever it likes.
        if (message == null || "exec_stmt_raise".equals(server.getRoutine()) || state.startsWith("P0")) {
            return " (raised by a function; its message is left out, as it may hold data)";
        }
        if (state.equals(SYNTAX)) {
            return ", syntax error"; // The message quotes the word it stops at, which may be any literal.
        }
        if (state.length() < 2 || !NAME_OBJECTS.contains(state.substring(0, 2))) {
            return " (the message is left out, as it may hold data)";
        }
        return ", " + LITERAL.matcher(message).replaceAll("'…'");
    }

    private static @Nullable ServerErrorMessage server(SQLException exception) {
        return exception instanceof PSQLException fault ? fault.getServerErrorMessage() : null;
    }

    private static int lineOffset(SQLException exception, String statement) {
        ServerErrorMessage server = server(exception);
        if (server == null) {
            return 0;
        }
        int position = Math.min(server.getPosition() - 1, statement.length());
        return (int) statement
                .chars()
                .limit(Math.max(0, position))
                .filter(c -> c == '\n')
                .count();
    }
}
