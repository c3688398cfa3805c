package dev.stagecraft.provider.migration.raw.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "MARIADB | CALL fix() | false",
                "MARIADB | /*!50003 CALL fix() */ | false",
                "MARIADB | BEGIN NOT ATOMIC SELECT 1; END | false",
                "MARIADB | EXECUTE IMMEDIATE 'DROP TABLE a' | false",
                "MARIADB | SET STATEMENT lock_wait_timeout = 1 FOR CALL fix() | false",
                "MARIADB | IF 1 THEN SELECT 1; END IF | false",
                "MARIADB | DROP TABLE a, b | false",
                "MARIADB | DROP TABLE a | true",
                "MARIADB | ALTER TABLE a ADD b int, ADD c int | true",
                "MARIADB | SET STATEMENT lock_wait_timeout = 1 FOR ALTER TABLE a ADD b int | true",
                "MARIADB | UPDATE a SET b = 1, c = 2 | true",
                "POSTGRESQL | DO $$ BEGIN COMMIT; END $$ | false",
                "POSTGRESQL | call fix() | false",
                "POSTGRESQL | ALTER TABLE a DETACH PARTITION b CONCURRENTLY | false",
                "POSTGRESQL | ALTER TABLE a DETACH PARTITION b | true",
                "POSTGRESQL | DROP TABLE a, b | true",
                "POSTGRESQL | CREATE INDEX CONCURRENTLY i ON a (b) | true",
                "SQLITE | PRAGMA foreign_keys = OFF | true"
            })
    void whatMayLeaveAHalfBehind(Dialect dialect, String text, boolean whole) {
        assertEquals(whole, Standalone.allOrNothing(dialect, new Statement(text, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POSTGRESQL | create unique index concurrently i on a (b) | true",
                "POSTGRESQL | DROP INDEX CONCURRENTLY i | true",
                "POSTGRESQL | REINDEX (VERBOSE, CONCURRENTLY) TABLE a | true",
                "POSTGRESQL | ALTER TABLE a DETACH PARTITION b CONCURRENTLY | true",
                "POSTGRESQL | ALTER TABLE a DETACH PARTITION b | false",
                "POSTGRESQL | CREATE INDEX i ON a (b) | false",
                "POSTGRESQL | REFRESH MATERIALIZED VIEW CONCURRENTLY v | false",
                "MARIADB | CREATE INDEX concurrently ON a (b) | false"
            })
    void whatMayWaitForOldTransactions(Dialect dialect, String text, boolean waits) {
        assertEquals(waits, Standalone.queuesNobody(dialect, new Statement(text, 1)));
    }
}
