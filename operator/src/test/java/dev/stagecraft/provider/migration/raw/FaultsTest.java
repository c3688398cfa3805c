package dev.stagecraft.provider.migration.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.provider.migration.raw.DatabaseFault.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What databases say, and how much of it is shown: never a value. */
class FaultsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "23505 | duplicate key value violates unique constraint \"k\" | OTHER | SQLSTATE 23505, duplicate key value violates unique constraint \"k\"",
                "22P02 | invalid input syntax for type integer: \"bob\" | OTHER | SQLSTATE 22P02 (the message is left out, as it may hold data)",
                "P0001 | bob owes 5 | OTHER | SQLSTATE P0001 (raised by a function; its message is left out, as it may hold data)",
                "42601 | syntax error at or near \"'bob'\" | OTHER | SQLSTATE 42601, syntax error",
                "42601 | syntax error at or near \"4111111111111111\" | OTHER | SQLSTATE 42601, syntax error",
                "42601 | syntax error at or near \"$$s3cret$$\" | OTHER | SQLSTATE 42601, syntax error",
                "42P01 | relation \"shop\" does not exist | OTHER | SQLSTATE 42P01, relation \"shop\" does not exist",
                "55P03 | canceling statement due to lock timeout | LOCK_TIMEOUT | SQLSTATE 55P03, canceling statement due to lock timeout",
                "57P01 | terminating connection due to administrator command | CONNECTION_LOST | SQLSTATE 57P01, terminating connection due to administrator command",
                "25006 | cannot execute INSERT in a read-only transaction | CONNECTION_LOST | SQLSTATE 25006, cannot execute INSERT in a read-only transaction (the server is read-only, as one is after a failover; give the address of the one that writes)",
                "28P01 | password authentication failed for user \"u\" | DENIED | SQLSTATE 28P01, password authentication failed for user \"u\""
            })
    void postgres(String state, String message, Kind kind, String shown) {
        var server = new ServerErrorMessage(
                "SERROR\0C%s\0M%s\0DKey (email)=(bob) already exists.\0HAsk bob.\0P12\0".formatted(state, message));
        var fault = PostgresFaults.read(new PSQLException(server), "SELECT 1,\n  oops");
        assertEquals(new DatabaseFault(kind, shown, fault.lineOffset()), fault);
        assertEquals(kind == Kind.OTHER || kind == Kind.LOCK_TIMEOUT ? 1 : 0, fault.lineOffset());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1062 | 23000 | (conn=7) Duplicate entry 'bob' for key 'email' | OTHER | error 1062, SQLSTATE 23000 (a value would be twice where it must be unique)",
                "1064 | 42000 | (conn=7) You have an error near 'bob' at line 2 | OTHER | error 1064, SQLSTATE 42000, syntax error",
                "1146 | 42S02 | (conn=7) Table 'a.b' doesn't exist | OTHER | error 1146, SQLSTATE 42S02, Table 'a.b' doesn't exist",
                "1205 | HY000 | (conn=7) Lock wait timeout exceeded | LOCK_TIMEOUT | error 1205, SQLSTATE HY000, Lock wait timeout exceeded",
                "1927 | 70100 | (conn=7) Connection was killed | CONNECTION_LOST | error 1927, SQLSTATE 70100 (the message is left out, as it may hold data)",
                "1290 | HY000 | (conn=7) The MariaDB server is running with the --read-only option so it cannot execute this statement | CONNECTION_LOST | error 1290, SQLSTATE HY000, The MariaDB server is running with the --read-only option so it cannot execute this statement (the server is read-only, as one is after a failover; give the address of the one that writes)",
                "1290 | HY000 | (conn=7) The server is running with the --secure-file-priv option | OTHER | error 1290, SQLSTATE HY000, The server is running with the --secure-file-priv option",
                "1836 | HY000 | (conn=7) Running in read-only mode | CONNECTION_LOST | error 1836, SQLSTATE HY000 (the message is left out, as it may hold data) (the server is read-only, as one is after a failover; give the address of the one that writes)",
                "1045 | 28000 | Access denied for user 'u'@'h' | DENIED | error 1045, SQLSTATE 28000 (the message is left out, as it may hold data)",
                "0 | 08000 | Socket error | CONNECTION_LOST | error 0, SQLSTATE 08000 (the connection failed)"
            })
    void mariaDb(int code, String state, String message, Kind kind, String shown) {
        var fault = MariaDbFaults.read(new SQLException(message, state, code));
        assertEquals(new DatabaseFault(kind, shown, code == 1064 ? 1 : 0), fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "near \"4111111111111111\": syntax error | syntax error",
                "near \"s3c\"ret\": syntax error (code 1) | syntax error",
                "unrecognized token: \"4111a\" | syntax error",
                "no such column: \"s3cret\" - should this be a string literal? | no such column: '…' - should this be a string literal?",
                "no such table: shop | no such table: shop"
            })
    void sqliteQuotesNoLiteral(String message, String shown) {
        assertEquals(
                DatabaseFault.of(Kind.OTHER, "SQLITE_ERROR, " + shown),
                SqliteFaults.read(new SQLiteException("[SQLITE_ERROR] " + message, SQLiteErrorCode.SQLITE_ERROR)));
    }

    @Test
    void sqlite() {
        assertEquals(
                DatabaseFault.of(Kind.OTHER, "SQLITE_ERROR, no such column: '…'"),
                SqliteFaults.read(
                        new SQLiteException("[SQLITE_ERROR] no such column: 'bob'", SQLiteErrorCode.SQLITE_ERROR)));
        assertEquals(
                DatabaseFault.of(
                        Kind.OTHER,
                        "SQLITE_CONSTRAINT_TRIGGER (raised by a trigger; its message is left out, as it may hold data)"),
                SqliteFaults.read(new SQLiteException("bob owes 5", SQLiteErrorCode.SQLITE_CONSTRAINT_TRIGGER)));
        assertEquals(
                Kind.LOCK_TIMEOUT,
                SqliteFaults.read(new SQLiteException("busy", SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT))
                        .kind());
        assertEquals(
                Kind.DENIED,
                SqliteFaults.read(new SQLiteException("no", SQLiteErrorCode.SQLITE_CANTOPEN))
                        .kind());
        assertEquals(
                DatabaseFault.of(Kind.OTHER, "an error of the driver"), SqliteFaults.read(new SQLException("bob")));
    }
}
