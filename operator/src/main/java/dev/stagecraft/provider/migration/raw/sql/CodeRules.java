package dev.stagecraft.provider.migration.raw.sql;

import java.util.Set;
import java.util.stream.Stream;

/**
 * Code that a statement runs: DO, compound blocks, and SQL that stands in strings. It is not judged statement by statement; but
 * where it takes something away in so many words, that is seen.
 */
final class CodeRules {
    private static final Finding UNKNOWN =
            Finding.risky("Runs code that is not looked into here; look at what it locks.");
    private static final Finding TAKES_AWAY =
            Finding.contract("Runs code in which there is a DROP, TRUNCATE, RENAME or REVOKE,"
                    + " which takes away what the old version may still use.");

    /** With these text begins that is SQL and could take something away; other text is a message or a value. */
    private static final Set<String> BEGIN_OF_CODE =
            Set.of("ALTER", "DROP", "TRUNCATE", "RENAME", "REVOKE", "CREATE", "BEGIN", "DECLARE", "DO", "EXECUTE");

    /** Dropping these loses nothing that is stored; reserved words all, so no names of columns. */
    private static final Set<String> LIGHT = Set.of("CONSTRAINT", "CHECK", "DEFAULT", "NOT", "TEMPORARY");

    /** Code within code is deep enough here. */
    private static final int DEEPEST = 4;

    private CodeRules() {}

    /** DO, CALL, EXECUTE and blocks. */
    static Finding find(Words words, NewTables tables) {
        tables.forget(); // it may have set the search path
        return judged(words, tables.dialect(), UNKNOWN);
    }

    /** {@code otherwise}, or worse if the words, or text among them that is run, take something away. */
    static Finding judged(Words words, Dialect dialect, Finding otherwise) {
        return takesAway(words, dialect, 0) ? TAKES_AWAY : otherwise;
    }

    private static boolean takesAway(Words words, Dialect dialect, int depth) {
        for (int i = 0; i < words.size(); i++) {
            if (takesAway(words, i)) {
                return true;
            }
        }
        boolean block = dialect == Dialect.POSTGRESQL && words.startsWith("DO");
        boolean runsText = block || words.startsWith("SET") || words.holds("EXECUTE", "PREPARE");
        return runsText
                && depth < DEEPEST
                && words.tokens().stream()
                        .filter(token -> token.kind() == Token.Kind.STRING)
                        .map(token -> inner(dialect, token.text()))
                        .filter(code -> block || BEGIN_OF_CODE.contains(code.word(0)))
                        .anyMatch(code -> takesAway(code, dialect, depth + 1));
    }

    private static boolean takesAway(Words words, int i) {
        return switch (words.word(i)) {
            case "DROP" ->
                !LIGHT.contains(words.word(i + 1)) && !words.at(i, "DROP FOREIGN KEY") && !words.at(i - 2, "ON COMMIT");
            case "TRUNCATE" -> !Set.of("(", ",", "ON").contains(words.word(i + 1)); // a function and a right, too
            case "RENAME", "REVOKE" -> true;
            default ->
                words.at(i, "SET SCHEMA") || words.at(i, "OR REPLACE TABLE") || words.at(i, "DISCARD TABLESPACE");
        };
    }

    /** What is in a string, read as SQL; a piece of a statement that cannot be read so is taken for words alone. */
    private static Words inner(Dialect dialect, String string) {
        String text = string.startsWith("$")
                ? string.substring(string.indexOf('$', 1) + 1, string.lastIndexOf('$', string.length() - 2))
                : unquoted(string);
        try {
            return Classifier.code(Lexer.tokens(dialect, text));
        } catch (ScriptException piece) {
            return new Words(Stream.of(text.split("\\W+", -1))
                    .filter(word -> !word.isEmpty())
                    .map(word -> new Token(Token.Kind.WORD, word, 0, 1))
                    .toList());
        }
    }

    private static String unquoted(String string) {
        char quote = string.charAt(string.length() - 1);
        String text = string.substring(string.indexOf(quote) + 1, string.length() - 1);
        boolean escapes = string.indexOf('\\') >= 0;
        return (escapes ? text.replaceAll("\\\\[nrt]", " ").replaceAll("\\\\(.)", "$1") : text)
                .replace("" + quote + quote, "" + quote);
    }
}
