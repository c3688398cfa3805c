package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a semicolon ends the statement or belongs to it: in the BEGIN ... END of a routine, or (PostgreSQL) in parentheses,
 * as in a rule with several actions.
 *
 * <p>An END closes a block only behind a semicolon or the block's own beginning, which tells it from the END of a CASE
 * expression and from names.
 */
final class Body {
    /** Behind these, BEGIN is a name. */
    private static final Set<String> BEFORE_NAME =
            Set.of(".", ",", "(", "=", "<", ">", "SELECT", "SET", "BY", "WHERE", "AND", "OR");

    /** With these behind it, END closes something that this class does not count. */
    private static final Set<String> AFTER_OTHER_END = Set.of("IF", "CASE", "LOOP", "WHILE", "REPEAT", "FOR");

    private final Dialect dialect;
    private final List<Token> tokens = new ArrayList<>();
    private int parentheses;
    private int blocks;
    private boolean closing;
    private boolean opened;
    private boolean headKnown;
    private boolean routine;

    Body(Dialect dialect) {
        this.dialect = dialect;
    }

    List<Token> tokens() {
        return List.copyOf(tokens);
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    void add(Token token) {
        settle(token.text());
        var before = new Words(tokens.subList(Math.max(0, tokens.size() - 1), tokens.size())).word(0);
        if (token.is("(")) {
            parentheses++;
        } else if (token.is(")")) {
            parentheses = Math.max(0, parentheses - 1);
        } else if (opens(token, before)) {
            blocks++;
            opened = true;
        } else if (token.is("END") && blocks > 0 && (before.equals(";") || opened)) {
            closing = true;
            opened = false;
        } else if (!isMark(token)) {
            opened = false;
        }
        tokens.add(token);
    }

    private static boolean isMark(Token token) {
        return token.kind() == Token.Kind.CONDITIONAL_OPEN || token.kind() == Token.Kind.CONDITIONAL_CLOSE;
    }

    private boolean opens(Token token, String before) {
        return switch (dialect) {
            case POSTGRESQL -> token.is("ATOMIC") && before.equals("BEGIN");
            case SQLITE -> token.is("BEGIN") && blocks == 0;
            case MARIADB -> token.is("BEGIN") && !BEFORE_NAME.contains(before);
        };
    }

    /** Decides what the last END closed, now that the word behind it is known. */
    private void settle(String next) {
        if (closing && !(dialect == Dialect.MARIADB && AFTER_OTHER_END.contains(next.toUpperCase(Locale.ROOT)))) {
            blocks--;
        }
        closing = false;
    }

    /** Whether a semicolon here is part of the statement. */
    boolean holdsSemicolon(boolean otherDelimiter) {
        settle("");
        return (dialect == Dialect.POSTGRESQL && parentheses > 0) || (isRoutine() && (blocks > 0 || otherDelimiter));
    }

    private boolean isRoutine() {
        if (!headKnown) {
            headKnown = true;
            var words = Classifier.code(tokens);
            routine = (words.startsWith("CREATE") && Head.of(words).mayHaveBody(dialect))
                    || (dialect == Dialect.MARIADB && words.startsWith("BEGIN NOT ATOMIC"));
        }
        return routine;
    }

    /** Fails if the statement cannot end here. */
    void checkEnd(boolean otherDelimiter) {
        settle("");
        int line = tokens.getFirst().line();
        if (dialect == Dialect.POSTGRESQL && parentheses > 0) {
            throw new ScriptException(line, "The statement that begins here has a ( that is not closed.");
        }
        if (isRoutine() && blocks > 0 && !otherDelimiter) {
            throw new ScriptException(line, "The statement that begins here has a BEGIN that no END closes.");
        }
        if (insideConditional()) {
            throw new ScriptException(
                    line, "A statement cannot end inside an executable comment; put the ; behind its */.");
        }
    }

    private boolean insideConditional() {
        return tokens.stream()
                        .filter(token -> token.kind() == Token.Kind.CONDITIONAL_OPEN)
                        .count()
                > tokens.stream()
                        .filter(token -> token.kind() == Token.Kind.CONDITIONAL_CLOSE)
                        .count();
    }
}
