package dev.stagecraft.provider.migration.raw.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Statements made of random quoted text, comments and words come out of a file as they went in. */
class SplitterPropertyTest {
    private static final int FILES = 400;
    private static final String NASTY = ";;''\"\"``\\$/*-#\n\r []()!Mx";
    private static final List<String> ENDS =
            List.of(";", ";\n", " ;\r\n", ";;\n", ";\n-- between; them\n", ";/* ; */ ; \n");

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void quotedTextNeverSplitsAStatement(Dialect dialect) {
        var random = new Random(20261123);
        for (int file = 0; file < FILES; file++) {
            // Given
            var made = statements(dialect, random);
            var content = made.stream()
                    .map(text -> text + ENDS.get(random.nextInt(ENDS.size())))
                    .collect(Collectors.joining());

            // When
            var read = texts(dialect, content);

            // Then
            assertEquals(made, read, content);
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void splittingAndJoiningLosesNothing(Dialect dialect) {
        var random = new Random(7);
        for (int file = 0; file < FILES; file++) {
            // Given
            var content = String.join(";\n", statements(dialect, random));

            // When
            var joined = String.join(";\n", texts(dialect, content));

            // Then
            assertEquals(content, joined);
            assertEquals(tokens(dialect, content), tokens(dialect, joined));
        }
    }

    private static List<String> statements(Dialect dialect, Random random) {
        return IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(i -> statement(dialect, random))
                .toList();
    }

    private static String statement(Dialect dialect, Random random) {
        var pieces = new ArrayList<String>();
        pieces.add("SELECT");
        for (int i = random.nextInt(8); i > 0; i--) {
            pieces.add(piece(dialect, random));
        }
        pieces.add("done");
        return String.join(" ", pieces);
    }

    private static String piece(Dialect dialect, Random random) {
        var text = random.ints(random.nextInt(12), 0, NASTY.length())
                .mapToObj(i -> String.valueOf(NASTY.charAt(i)))
                .collect(Collectors.joining());
        int kind = random.nextInt(6);
        return switch (dialect) {
            case POSTGRESQL ->
                switch (kind) {
                    case 0 -> "'" + text.replace("'", "''") + "'";
                    case 1 ->
                        "E'" + text.replace("\\", "\\\\").replace("'", random.nextBoolean() ? "''" : "\\'") + "' ,";
                    case 2 -> "\"" + text.replace("\"", "\"\"") + "\"";
                    case 3 -> "$q1$" + text + "$$;$q$" + "$q1$";
                    case 4 -> "$$" + text.replace("$", "") + "$$";
                    default -> "/* " + text.replace("*", "") + "/* ; */ ' */";
                };
            case MARIADB ->
                switch (kind) {
                    case 0 -> "'" + text.replace("\\", "\\\\").replace("'", random.nextBoolean() ? "''" : "\\'") + "'";
                    case 1 -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
                    case 2 -> "`" + text.replace("`", "``") + "`";
                    case 3 -> "#" + text.replace("\n", "") + "\n";
                    case 4 -> "-- " + text.replace("\n", "") + "\n";
                    default -> "/* " + text.replace("*", "") + " /* ; */";
                };
            case SQLITE ->
                switch (kind) {
                    case 0 -> "'" + text.replace("'", "''") + "'";
                    case 1 -> "\"" + text.replace("\"", "\"\"") + "\"";
                    case 2 -> "`" + text.replace("`", "``") + "`";
                    case 3 -> "[" + text.replace("]", "") + "]";
                    case 4 -> "--" + text.replace("\n", "") + "\n";
                    default -> "/* " + text.replace("*", "") + " /* ; */";
                };
        };
    }

    private static List<String> texts(Dialect dialect, String content) {
        return Script.read(dialect, content).statements().stream()
                .map(Statement::text)
                .toList();
    }

    private static List<String> tokens(Dialect dialect, String content) {
        return Lexer.tokens(dialect, content).stream().map(Token::text).toList();
    }
}
