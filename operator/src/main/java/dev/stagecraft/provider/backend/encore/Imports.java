package dev.stagecraft.provider.backend.encore;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By which names a file knows what it imports of Encore: {@code module#name}, or {@code module#*} for all of a module. */
record Imports(Map<String, String> locals) {
    static final String DATABASES = "encore.dev/storage/sqldb";
    static final String CONFIG = "encore.dev/config";

    static Imports of(List<Token> tokens) {
        var locals = new HashMap<String, String>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean member = i > 0 && tokens.get(i - 1).isSign(".");
            Token next = tokens.get(i + 1);
            if (tokens.get(i).isName("import") && !member && !next.isSign("(") && !next.isSign(".")) {
                clause(tokens, i + 1, locals);
            }
        }
        return new Imports(Map.copyOf(locals));
    }

    /** The index behind a use of {@code module#name} that begins at {@code at}; -1 if there is none. */
    int behind(List<Token> tokens, int at, String module, String name) {
        if (at >= tokens.size() || tokens.get(at).kind() != Token.Kind.NAME) {
            return -1;
        }
        String local = locals.getOrDefault(tokens.get(at).text(), "");
        if (local.equals(module + "#" + name)) {
            return at + 1;
        }
        boolean member = local.equals(module + "#*")
                && at + 2 < tokens.size()
                && tokens.get(at + 1).isSign(".")
                && tokens.get(at + 2).isName(name);
        return member ? at + 3 : -1;
    }

    private static void clause(List<Token> tokens, int from, Map<String, String> locals) {
        int end = from;
        while (end < tokens.size() && !tokens.get(end).isText()) {
            end++;
        }
        if (end == tokens.size()) {
            return;
        }
        String module = tokens.get(end).text();
        if (!module.equals(DATABASES) && !module.equals(CONFIG)) {
            return;
        }
        for (int i = from; i < end; i++) {
            Token token = tokens.get(i);
            boolean renamed = i + 2 < end && tokens.get(i + 1).isName("as");
            if (token.isSign("*") && renamed) {
                locals.put(tokens.get(i + 2).text(), module + "#*");
                i += 2;
            } else if (token.kind() == Token.Kind.NAME && renamed) {
                locals.put(tokens.get(i + 2).text(), module + "#" + token.text());
                i += 2;
            } else if (token.kind() == Token.Kind.NAME) {
                locals.put(token.text(), module + "#" + token.text());
            }
        }
    }
}
