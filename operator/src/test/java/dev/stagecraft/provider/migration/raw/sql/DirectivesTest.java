package dev.stagecraft.provider.migration.raw.sql;

import static dev.stagecraft.provider.migration.raw.sql.Dialect.MARIADB;
import static dev.stagecraft.provider.migration.raw.sql.Dialect.POSTGRESQL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

    @Test
    void bothAreReadFromTheTop() {
        // Given
        var file = "\uFEFF-- Adds an index.\r\n--stagecraft:no-transaction\r\n\r\n"
                + "--   stagecraft:needed-by v1.2 ,1.3-rc.1+b\r\nSELECT 1";

        // When
        var directives = Script.read(POSTGRESQL, file).directives();

        // Then
        assertEquals(new Directives(true, List.of("v1.2", "1.3-rc.1+b")), directives);
    }

    @Test
    void aFileWithoutStatementsMayHaveThemToo() {
        assertEquals(
                new Directives(true, List.of()),
                Script.read(MARIADB, "# stagecraft:no-transaction").directives());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "-- see stagecraft:no-transaction\nSELECT 1",
                "SELECT '\n-- stagecraft:no-transaction\n'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$\n-- stagecraft:no-transaction\nSELECT 1 $$",
            })
    void otherTextIsNone(String file) {
        assertEquals(
                new Directives(false, List.of()), Script.read(POSTGRESQL, file).directives());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2 | ~-- stagecraft:no-transactions           | There is no such directive; known: no-transaction, needed-by VERSION, ...
        1 | -- stagecraft:                           | There is no such directive; known: no-transaction, needed-by VERSION, ...
        1 | -- stagecraft:no-transaction please      | The directive no-transaction takes no argument.
        1 | -- stagecraft:needed-by                  | The directive needed-by wants versions with commas between them: needed-by v1.2, v1.3.
        1 | -- stagecraft:needed-by v1 v2            | The directive needed-by wants versions with commas between them: needed-by v1.2, v1.3.
        1 | -- stagecraft:needed-by v1,,v2           | The directive needed-by wants versions with commas between them: needed-by v1.2, v1.3.
        2 | -- stagecraft:no-transaction~-- stagecraft:no-transaction | The directive no-transaction is given twice.
        1 | /* stagecraft:no-transaction */          | A directive is a comment line of its own: -- stagecraft:...
        3 | ~SELECT 1;~-- stagecraft:no-transaction  | A directive stands above the first statement, which is on line 2.
        1 | SELECT 1 -- stagecraft:no-transaction    | A directive stands above the first statement, which is on line 1.
        """)
    void refusals(int line, String file, String sentence) {
        var refusal = assertThrows(ScriptException.class, () -> Script.read(POSTGRESQL, file.replace('~', '\n')));

        assertEquals(sentence, refusal.sentence());
        assertEquals(line, refusal.line());
    }
}
