package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;

/** Puts the tokens of a file together into statements. */
final class Splitter {
    private final Dialect dialect;
    private final String content;
    private final Lexer lexer;
    private final List<Statement> statements = new ArrayList<>();

    Splitter(Dialect dialect, String content, Lexer lexer) {
        this.dialect = dialect;
        this.content = content;
        this.lexer = lexer;
    }

    List<Statement> statements() {
        var body = new Body(dialect);
        for (var next = lexer.next(); next.isPresent(); next = lexer.next()) {
            var token = next.get();
            boolean ends = token.kind() == Token.Kind.DELIMITER
                    || (token.is(";") && !body.holdsSemicolon(lexer.hasDelimiter()));
            if (ends) {
                finish(body);
                body = new Body(dialect);
            } else if (body.isEmpty() && dialect == Dialect.MARIADB && token.is("DELIMITER")) {
                lexer.readDelimiter();
            } else {
                body.add(token);
            }
        }
        finish(body);
        return List.copyOf(statements);
    }

    private void finish(Body body) {
        if (body.isEmpty()) {
            return;
        }
        body.checkEnd(lexer.hasDelimiter());
        var tokens = body.tokens();
        int last = tokens.size() - 1;
        while (last > 0 && tokens.get(last).is(";")) {
            last--;
        }
        var first = tokens.getFirst();
        refuseData(tokens);
        statements.add(
                new Statement(content.substring(first.start(), tokens.get(last).end()), first.line()));
    }

    private void refuseData(List<Token> tokens) {
        var words = new Words(tokens);
        if (dialect == Dialect.POSTGRESQL && words.startsWith("COPY") && words.has("FROM STDIN")) {
            throw new ScriptException(
                    tokens.getFirst().line(), "COPY ... FROM STDIN reads lines that only psql sends; use INSERT.");
        }
    }
}
