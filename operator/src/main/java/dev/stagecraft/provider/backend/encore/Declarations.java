package dev.stagecraft.provider.backend.encore;

import dev.stagecraft.provider.backend.encore.Declaration.AppSecret;
import dev.stagecraft.provider.backend.encore.Declaration.Database;
import dev.stagecraft.provider.backend.encore.Declaration.Migrations;
import dev.stagecraft.provider.backend.encore.Declaration.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Finds {@code new SQLDatabase("name", {migrations: "./migrations"})} and {@code secret("NAME")} in a file. Encore itself takes
 * literals only, so everything else is answered with its line. For one file.
 */
final class Declarations {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
    private static final Pattern SECRET = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern TOOL = Pattern.compile("[a-z]{1,32}");
    private static final int LONGEST_PATH = 1024;

    private final String file;
    private final List<Token> tokens;
    private final Imports imports;
    private final List<Declaration> found = new ArrayList<>();

    private Declarations(String file, List<Token> tokens) {
        this.file = file;
        this.tokens = tokens;
        this.imports = Imports.of(tokens);
    }

    static List<Declaration> in(String file, String source) {
        if (!source.contains(Imports.DATABASES) && !source.contains(Imports.CONFIG)) {
            return List.of();
        }
        var read = Lexer.read(source);
        var declarations = new Declarations(file, read.tokens());
        declarations.find();
        if (!read.whole()) {
            declarations.found.add(new Unreadable(file, "it ends inside a comment or a template"));
        }
        return List.copyOf(declarations.found);
    }

    private void find() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isName("new")) {
                int behind = imports.behind(tokens, i + 1, Imports.DATABASES, "SQLDatabase");
                if (behind >= 0) {
                    found.add(database(behind));
                }
            } else if (i == 0 || !tokens.get(i - 1).isSign(".")) {
                int behind = imports.behind(tokens, i, Imports.CONFIG, "secret");
                if (behind >= 0 && is(behind, "(")) {
                    found.add(secret(behind));
                }
            }
        }
    }

    private Declaration secret(int open) {
        return isText(open + 1) && SECRET.matcher(text(open + 1)).matches() && (is(open + 2, ")") || is(open + 2, ","))
                ? new AppSecret(text(open + 1), where(open))
                : new Unreadable(where(open), "the name of a secret is written as text, and is one of a variable");
    }

    private Declaration database(int open) {
        if (!is(open, "(")
                || !isText(open + 1)
                || !DATABASE.matcher(text(open + 1)).matches()) {
            return unreadable(open, "the name of a database is written as text: letters, digits, dashes, underscores");
        }
        String name = text(open + 1);
        if (is(open + 2, ")") || (is(open + 2, ",") && is(open + 3, ")"))) {
            return new Database(name, Optional.empty(), file, where(open));
        }
        if (!is(open + 2, ",") || !is(open + 3, "{")) {
            return unreadable(open, "what a database is like is written as an object");
        }
        var members = members(open + 3);
        if (members.isEmpty()) {
            return unreadable(open, "what a database is like is written as an object with plain keys");
        }
        Integer value = members.get().get("migrations");
        if (value == null) {
            return new Database(name, Optional.empty(), file, where(open));
        }
        return migrations(value)
                .<Declaration>map(migrations -> new Database(name, Optional.of(migrations), file, where(open)))
                .orElseGet(() -> unreadable(
                        value, "migrations is written as text, or as an object with path and source written as text"));
    }

    private Optional<Migrations> migrations(int value) {
        if (isText(value)) {
            return ends(value) && text(value).length() <= LONGEST_PATH
                    ? Optional.of(new Migrations(text(value), ""))
                    : Optional.empty();
        }
        if (!is(value, "{")) {
            return Optional.empty();
        }
        return members(value).flatMap(members -> {
            Integer path = members.get("path");
            Integer source = members.get("source");
            if (path == null || !isText(path) || !ends(path) || text(path).length() > LONGEST_PATH) {
                return Optional.empty();
            }
            if (source == null) {
                return Optional.of(new Migrations(text(path), ""));
            }
            return isText(source) && ends(source) && TOOL.matcher(text(source)).matches()
                    ? Optional.of(new Migrations(text(path), text(source)))
                    : Optional.empty();
        });
    }

    /** Where the value of each key of the object begins; empty where a key is computed, spread, or stands for its value. */
    private Optional<Map<String, Integer>> members(int brace) {
        var members = new TreeMap<String, Integer>();
        int i = brace + 1;
        while (i < tokens.size() && !is(i, "}")) {
            boolean key = isText(i) || tokens.get(i).kind() == Token.Kind.NAME;
            if (!key || !is(i + 1, ":")) {
                return Optional.empty();
            }
            members.put(text(i), i + 2);
            i = behindValue(i + 2);
            if (is(i, ",")) {
                i++;
            }
        }
        return is(i, "}") ? Optional.of(members) : Optional.empty();
    }

    private int behindValue(int from) {
        int depth = 0;
        for (int i = from; i < tokens.size(); i++) {
            if (is(i, "{") || is(i, "(") || is(i, "[")) {
                depth++;
            } else if (depth == 0 && (is(i, ",") || is(i, "}"))) {
                return i;
            } else if (is(i, "}") || is(i, ")") || is(i, "]")) {
                depth--;
            }
        }
        return tokens.size();
    }

    private boolean ends(int value) {
        return is(value + 1, ",") || is(value + 1, "}");
    }

    private boolean is(int at, String sign) {
        return at < tokens.size() && tokens.get(at).isSign(sign);
    }

    private boolean isText(int at) {
        return at < tokens.size() && tokens.get(at).isText();
    }

    private String text(int at) {
        return tokens.get(at).text();
    }

    private Unreadable unreadable(int at, String why) {
        return new Unreadable(where(at), why);
    }

    private String where(int at) {
        return file + " line " + tokens.get(Math.min(at, tokens.size() - 1)).line();
    }
}
