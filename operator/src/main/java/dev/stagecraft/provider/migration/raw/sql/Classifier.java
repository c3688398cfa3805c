package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says what statements mean for the version that serves while they run. It knows the text only: not the size of a table, not
 * the server's version (PostgreSQL 12, MariaDB 10.4, MySQL 8.0.29, SQLite 3.35 and later are assumed).
 */
public final class Classifier {
    /** First words of what MariaDB and MySQL do not commit by themselves. */
    private static final Set<String> TRANSACTIONAL =
            Set.of("INSERT", "REPLACE", "UPDATE", "DELETE", "WITH", "SELECT", "VALUES", "SET", "DO");

    private final NewTables tables;

    private Classifier(Dialect dialect) {
        this.tables = new NewTables(dialect);
    }

    /** One verdict for each statement of a file, in order: a table that one creates is new to those behind it. */
    public static List<Verdict> classify(Dialect dialect, List<Statement> file) {
        var classifier = new Classifier(dialect);
        return file.stream().map(classifier::verdict).toList();
    }

    private Verdict verdict(Statement statement) {
        var views = views(Lexer.tokens(tables.dialect(), statement.text()));
        var findings = views.stream()
                .filter(view -> view.size() > 0)
                .map(view -> StatementRules.find(view, tables))
                .toList();
        boolean commits = tables.dialect() == Dialect.MARIADB && views.stream().anyMatch(Classifier::commits);
        return findings.isEmpty()
                ? Finding.expand("Does nothing.").verdict(false)
                : Finding.worst(findings).verdict(commits);
    }

    private static boolean commits(Words words) {
        boolean temporary = words.at(1, "TEMPORARY TABLE") && !words.startsWith("ALTER");
        boolean takesPart = temporary || TRANSACTIONAL.contains(words.word(0)) || words.size() == 0;
        return !takesPart || words.startsWith("SET PASSWORD") || words.startsWith("SET STATEMENT");
    }

    /** The words in each way that a server may read them. */
    static List<Words> views(List<Token> tokens) {
        var views = new ArrayList<Words>();
        views.add(code(tokens));
        if (views.getFirst().size() < tokens.size()) {
            views.add(withoutConditional(tokens));
        }
        return views;
    }

    /** The words as a server reads them that runs executable comments. */
    static Words code(List<Token> tokens) {
        return new Words(tokens.stream()
                .filter(token ->
                        token.kind() != Token.Kind.CONDITIONAL_OPEN && token.kind() != Token.Kind.CONDITIONAL_CLOSE)
                .toList());
    }

    /** The words as a server reads them for which executable comments are comments. */
    private static Words withoutConditional(List<Token> tokens) {
        var rest = new ArrayList<Token>();
        boolean inside = false;
        for (var token : tokens) {
            if (token.kind() == Token.Kind.CONDITIONAL_OPEN) {
                inside = true;
            } else if (token.kind() == Token.Kind.CONDITIONAL_CLOSE) {
                inside = false;
            } else if (!inside) {
                rest.add(token);
            }
        }
        return new Words(rest);
    }
}
