package dev.stagecraft.provider.migration.raw.sql;

import static dev.stagecraft.provider.migration.raw.sql.Dialect.MARIADB;
import static dev.stagecraft.provider.migration.raw.sql.Dialect.POSTGRESQL;
import static dev.stagecraft.provider.migration.raw.sql.Dialect.SQLITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements begin and end, and what is refused before anything runs. */
class SplitterTest {

    /** Each is one statement for PostgreSQL, though it has a semicolon inside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s; fine'",
                "SELECT 'a backslash \\', 1",
                "SELECT E'it\\'s; fine'",
                "SELECT e'a'\n  -- between\n  'b\\';c'",
                "SELECT E'a' -- on the same line\n'b\\';c'",
                "SELECT U&'d\\0061t;a'",
                "SELECT U&\"d;a\"",
                "SELECT u&'\\'",
                "SELECT \"a;\"\"b\"",
                "SELECT $$a;b$$",
                "SELECT $body$a;$$;'b$body$",
                "SELECT $é1$;$é1$",
                "SELECT a$1, $1 /* ; /* ; */ ; */ + 2",
                "SELECT 1 -- ; no end\n + 2",
                "SELECT 1 -- ; no end\r + 2",
                "CREATE RULE r AS ON INSERT TO a DO ALSO (INSERT INTO b VALUES (1); INSERT INTO c VALUES (2))",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$",
                "CREATE FUNCTION f(x int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN x = 1 THEN 2 END; SELECT 2; END",
                "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC END",
                "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC\n INSERT INTO t VALUES (1);\n END",
            })
    void postgresKeepsItWhole(String sql) {
        assertEquals(
                List.of(new Statement(sql, 1), new Statement("SELECT 2", lines(sql))),
                read(POSTGRESQL, sql + "; SELECT 2"));
        assertEquals(List.of(new Statement(sql, 1)), read(POSTGRESQL, sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it\\'s; fine'",
                "SELECT 'it''s; fine'",
                "SELECT \"a\\\";b\"",
                "SELECT `a;``b`",
                "SELECT `a\\`",
                "SELECT 1 # ; no end\n + 2",
                "SELECT 1 -- ; no end\n + 2",
                "SELECT 1 --\t; no end\n + 2",
                "SELECT 1 /* ; /* */ + 2",
                "SELECT 1 /*+ NO_INDEX(t) ; */ + 2",
                "/*!40101 SET NAMES utf8 */",
                "/*M!100100 SET @x = ';' */",
                "CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW BEGIN SET @x = 1; SET @y = 2; END",
                "CREATE DEFINER=`root`@`%` PROCEDURE p() BEGIN END",
                "CREATE DEFINER = root@localhost PROCEDURE p() BEGIN IF 1 THEN BEGIN SELECT 1; END; END IF; SELECT 2;"
                        + " END",
                "CREATE PROCEDURE p() l: BEGIN CASE 1 WHEN 1 THEN SELECT 1; END CASE; LEAVE l; END l",
                "CREATE FUNCTION f() RETURNS int BEGIN RETURN CASE WHEN 1 THEN 2 END; END",
                "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM b; END",
                "CREATE PROCEDURE p() BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; SELECT a.begin,"
                        + " a.end; END",
                "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END",
            })
    void mariaDbKeepsItWhole(String sql) {
        assertEquals(
                List.of(new Statement(sql, 1), new Statement("SELECT 2", lines(sql))),
                read(MARIADB, sql + "; SELECT 2"));
        assertEquals(List.of(new Statement(sql, 1)), read(MARIADB, sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'it''s; fine'",
                "SELECT 'a backslash \\'",
                "SELECT [a;b], \"c;d\", `e;f`",
                "SELECT [a[;]",
                "SELECT 1 -- ; no end\n + 2",
                "SELECT 1 -- ; no end\r ; still none\n + 2",
                "SELECT 1 /* ; /* */ + 2",
                "CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE b SET x = CASE WHEN 1 THEN 2 END; DELETE FROM c; END",
                "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER INSERT ON a WHEN 1 BEGIN SELECT 1; END",
            })
    void sqliteKeepsItWhole(String sql) {
        assertEquals(
                List.of(new Statement(sql, 1), new Statement("SELECT 2", lines(sql))),
                read(SQLITE, sql + "; SELECT 2"));
    }

    @Test
    void aSemicolonEndsAStatementThatOnlyLooksLikeABody() {
        assertEquals(2, read(POSTGRESQL, "CREATE TABLE f (a int); SELECT 1").size());
        assertEquals(2, read(POSTGRESQL, "BEGIN; SELECT 1").size());
        assertEquals(
                2,
                read(POSTGRESQL, "CREATE TABLE begin_atomic (atomic int); SELECT 1 END")
                        .size());
        assertEquals(2, read(MARIADB, "BEGIN; SELECT 1").size());
        assertEquals(
                2, read(MARIADB, "INSERT INTO a VALUES (1 --2\n); SELECT 3").size());
        assertEquals(2, read(SQLITE, "CREATE TABLE procedure (begin); SELECT 1").size());
        assertEquals(2, read(SQLITE, "SELECT (1; SELECT 2").size());
        assertEquals(2, read(POSTGRESQL, "SELECT a$$ FROM t; SELECT b$$").size(), "a dollar in a name opens no string");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void statementsKnowTheirLines(Dialect dialect) {
        // Given
        var file = "\uFEFF-- first\r\n\r\nSELECT\r\n  1;;\r\n/* second */ SELECT 2;\r\n ; \r\nSELECT 3";

        // When
        var statements = read(dialect, file);

        // Then
        assertEquals(
                List.of(new Statement("SELECT\r\n  1", 3), new Statement("SELECT 2", 5), new Statement("SELECT 3", 7)),
                statements);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aFileMayHoldNothing(Dialect dialect) {
        assertEquals(List.of(), read(dialect, ""));
        assertEquals(List.of(), read(dialect, "-- only\n ; ;\n/* comments */"));
    }

    @Test
    void anotherDelimiterEndsStatementsToo() {
        // Given
        var file = """
            DROP TABLE a;
            delimiter //
            CREATE PROCEDURE p() IF 1 THEN SELECT 1; SELECT '//'; END IF//
            CREATE PROCEDURE q() BEGIN SELECT 1; END;
            //
            DROP TABLE b; DROP TABLE c//
            DELIMITER ;
            SELECT 1//2;
            """;

        // When
        var statements = read(MARIADB, file);

        // Then
        assertEquals(
                List.of(
                        new Statement("DROP TABLE a", 1),
                        new Statement("CREATE PROCEDURE p() IF 1 THEN SELECT 1; SELECT '//'; END IF", 3),
                        new Statement("CREATE PROCEDURE q() BEGIN SELECT 1; END", 4),
                        new Statement("DROP TABLE b", 6),
                        new Statement("DROP TABLE c", 6),
                        new Statement("SELECT 1//2", 8)),
                statements);
    }

    @Test
    void aDelimiterMayTouchAWord() {
        var dump = "DELIMITER $$\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON a"
                + " FOR EACH ROW BEGIN SET @x = 1; END */$$\nCREATE TRIGGER u BEFORE INSERT ON a FOR EACH ROW"
                + " BEGIN SET @x = 1; END$$\nDELIMITER ;\n";

        var statements = read(MARIADB, dump);

        assertEquals(2, statements.size());
        assertTrue(
                statements.getFirst().text().endsWith("END */"),
                statements.getFirst().text());
        assertTrue(
                statements.getLast().text().endsWith("END"),
                statements.getLast().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POSTGRESQL | 2 | SELECT 1;~SELECT 'a;~b             | The string that begins here is not closed.
        POSTGRESQL | 1 | SELECT E'a\\'                      | The string that begins here is not closed.
        POSTGRESQL | 2 | ~SELECT "a                         | The quoted name that begins here is not closed.
        POSTGRESQL | 2 | ~SELECT $x$ $$ $y$~~               | The dollar-quoted string that begins here is not closed.
        POSTGRESQL | 1 | SELECT 1 /* a /* b */~             | The comment that begins here is not closed.
        POSTGRESQL | 3 | SELECT 1;~~SELECT (1;~SELECT 2     | The statement that begins here has a ( that is not closed.
        POSTGRESQL | 1 | CREATE FUNCTION f() BEGIN ATOMIC~SELECT 1; | The statement that begins here has a BEGIN that no END closes.
        POSTGRESQL | 2 | SELECT 1;~\\copy a from 'b'        | Commands of psql, which begin with \\, do not run here; write it in SQL.
        POSTGRESQL | 1 | \\! rm                             | Commands of psql, which begin with \\, do not run here; write it in SQL.
        POSTGRESQL | 1 | SELECT 1 \\g                       | Commands of psql, which begin with \\, do not run here; write it in SQL.
        POSTGRESQL | 2 | ~COPY a (b) FROM STDIN;~it's~\\.   | COPY ... FROM STDIN reads lines that only psql sends; use INSERT.
        MARIADB    | 1 | SELECT 'a\\'                       | The string that begins here is not closed.
        MARIADB    | 1 | SELECT `a                          | The quoted name that begins here is not closed.
        MARIADB    | 2 | SELECT 1;~/* a                     | The comment that begins here is not closed.
        MARIADB    | 1 | CREATE PROCEDURE p() BEGIN SELECT 1; | The statement that begins here has a BEGIN that no END closes.
        MARIADB    | 1 | /*! SELECT 1; */                   | A statement cannot end inside an executable comment; put the ; behind its */.
        MARIADB    | 1 | /*!50000 SELECT 1                  | A statement cannot end inside an executable comment; put the ; behind its */.
        MARIADB    | 2 | /*!50000 SELECT~/* a */ 1 */       | A comment inside an executable comment reads differently on each server; take it out.
        MARIADB    | 1 | /*!50000 SELECT 1 -- a */          | A comment inside an executable comment reads differently on each server; take it out.
        MARIADB    | 1 | /*!50000 SELECT /*! 1 */ */        | Executable comments cannot be nested.
        MARIADB    | 2 | /*!50000 SELECT~'*/ DROP TABLE a /*!' */ | A */ inside quotes inside an executable comment reads differently on each server.
        MARIADB    | 1 | DELIMITER                          | DELIMITER needs the characters that end a statement, without \\.
        MARIADB    | 1 | DELIMITER \\g                      | DELIMITER needs the characters that end a statement, without \\.
        MARIADB    | 1 | --stagecraft:no-transaction        | In this database a comment needs a space after --; write -- stagecraft:.
        SQLITE     | 1 | SELECT [a                          | The quoted name that begins here is not closed.
        SQLITE     | 1 | SELECT 'a                          | The string that begins here is not closed.
        SQLITE     | 1 | /* a                               | The comment that begins here is not closed.
        SQLITE     | 1 | CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; | The statement that begins here has a BEGIN that no END closes.
        """)
    void refusals(Dialect dialect, int line, String file, String sentence) {
        var refusal = assertThrows(ScriptException.class, () -> Script.read(dialect, file.replace('~', '\n')));

        assertEquals(sentence, refusal.sentence());
        assertEquals(line, refusal.line());
        assertEquals("Line " + line + ": " + sentence, refusal.getMessage());
    }

    @Test
    void aNulIsRefused() {
        var refusal = assertThrows(ScriptException.class, () -> Script.read(SQLITE, "SELECT 1;\n\0SELECT 2"));

        assertEquals(2, refusal.line());
    }

    private static List<Statement> read(Dialect dialect, String file) {
        return Script.read(dialect, file).statements();
    }

    private static int lines(String sql) {
        return 1 + (int) sql.replace('\r', '\n').chars().filter(c -> c == '\n').count();
    }
}
