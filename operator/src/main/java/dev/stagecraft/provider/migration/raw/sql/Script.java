package dev.stagecraft.provider.migration.raw.sql;

import java.util.List;

/** A migration file as its statements, in order, and its directives. */
public record Script(List<Statement> statements, Directives directives) {
    public Script {
        statements = List.copyOf(statements);
    }

    /**
     * Cuts a file. An empty list of statements means that the file holds comments at most.
     *
     * @throws ScriptException for text that is not closed, commands of {@code psql}, data after {@code COPY}, and directives
     *     that are unknown or not at the top
     */
    public static Script read(Dialect dialect, String content) {
        var lexer = new Lexer(dialect, content);
        var statements = new Splitter(dialect, content, lexer).statements();
        int first =
                statements.isEmpty() ? Integer.MAX_VALUE : statements.getFirst().line();
        return new Script(statements, DirectiveReader.read(lexer.comments(), first));
    }
}
