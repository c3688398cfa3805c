package dev.stagecraft.provider.migration.raw.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens of a statement, looked at as words. Searches see keywords only: never text in quotes, and, unless they say
 * otherwise, nothing in parentheses.
 */
record Words(List<Token> tokens) {
    Words {
        tokens = List.copyOf(tokens);
    }

    /** A table or other object as it is named, with the schema if one is given; folded as the dialect folds. No parts: no name. */
    record Name(List<String> parts, int next) {
        Name {
            parts = List.copyOf(parts);
        }
    }

    int size() {
        return tokens.size();
    }

    /** The word or symbol at {@code i} in capitals; something that is no keyword for quoted text and past the end. */
    String word(int i) {
        if (i < 0 || i >= tokens.size()) {
            return "";
        }
        var token = tokens.get(i);
        return switch (token.kind()) {
            case WORD, SYMBOL, NUMBER -> token.text().toUpperCase(Locale.ROOT);
            case QUOTED_NAME -> "\"\"";
            case STRING -> "''";
            case CONDITIONAL_OPEN, CONDITIONAL_CLOSE, DELIMITER -> "";
        };
    }

    /** Like {@link #word}, but quoted names too, without their quotes. */
    String bare(int i) {
        if (i < 0 || i >= size() || tokens.get(i).kind() != Token.Kind.QUOTED_NAME) {
            return word(i);
        }
        String text = tokens.get(i).text();
        int open = text.startsWith("[") ? 0 : text.indexOf(text.charAt(text.length() - 1));
        return text.substring(open + 1, text.length() - 1).toUpperCase(Locale.ROOT);
    }

    /** The text of the string at {@code i} in capitals, if it is one without escapes and prefix. */
    Optional<String> string(int i) {
        if (i >= tokens.size() || tokens.get(i).kind() != Token.Kind.STRING) {
            return Optional.empty();
        }
        String text = tokens.get(i).text();
        boolean plain = (text.startsWith("'") || text.startsWith("\"")) && !text.contains("\\");
        return plain ? Optional.of(text.substring(1, text.length() - 1).toUpperCase(Locale.ROOT)) : Optional.empty();
    }

    boolean at(int i, String phrase) {
        String[] words = phrase.split(" ", -1);
        for (int k = 0; k < words.length; k++) {
            if (!word(i + k).equals(words[k])) {
                return false;
            }
        }
        return true;
    }

    boolean startsWith(String phrase) {
        return at(0, phrase);
    }

    /** {@code i}, or behind those of the phrases that stand there one after the other. */
    int skip(int i, String... phrases) {
        int at = i;
        for (String phrase : phrases) {
            if (at(at, phrase)) {
                at += phrase.split(" ", -1).length;
            }
        }
        return at;
    }

    /** Where the phrase first stands outside parentheses, or -1. */
    int find(String phrase) {
        int depth = 0;
        for (int i = 0; i < size(); i++) {
            if (depth == 0 && at(i, phrase)) {
                return i;
            }
            depth += depthChange(i);
        }
        return -1;
    }

    boolean has(String phrase) {
        return find(phrase) >= 0;
    }

    boolean hasAny(String... phrases) {
        return Stream.of(phrases).anyMatch(this::has);
    }

    /** Whether one of the phrases stands anywhere, in parentheses too. */
    boolean holds(String... phrases) {
        return Stream.of(phrases).anyMatch(phrase -> {
            for (int i = 0; i < size(); i++) {
                if (at(i, phrase)) {
                    return true;
                }
            }
            return false;
        });
    }

    Words from(int i) {
        return new Words(tokens.subList(Math.min(i, size()), size()));
    }

    /** The parts between the commas that are outside parentheses. */
    List<Words> parts() {
        var parts = new ArrayList<Words>();
        int from = 0;
        int depth = 0;
        for (int i = 0; i < size(); i++) {
            depth += depthChange(i);
            if (depth == 0 && word(i).equals(",")) {
                parts.add(new Words(tokens.subList(from, i)));
                from = i + 1;
            }
        }
        parts.add(from(from));
        return List.copyOf(parts);
    }

    /** What stands between the parenthesis at {@code i} and its end. */
    Words inside(int i) {
        int depth = 0;
        for (int k = i; k < size(); k++) {
            depth += depthChange(k);
            if (depth == 0) {
                return new Words(tokens.subList(Math.min(i + 1, k), k));
            }
        }
        return from(i + 1);
    }

    /** The name at {@code i}, with its schema if there is one. */
    Name name(int i, Dialect dialect) {
        var parts = new ArrayList<String>();
        int at = i;
        while (at < size() && tokens.get(at).isName()) {
            parts.add(fold(tokens.get(at), dialect));
            at++;
            if (!word(at).equals(".")) {
                break;
            }
            at++;
        }
        return new Name(parts, at);
    }

    private static String fold(Token token, Dialect dialect) {
        boolean quoted = token.kind() == Token.Kind.QUOTED_NAME;
        String text = quoted ? token.text().substring(1, token.text().length() - 1) : token.text();
        boolean keeps = dialect == Dialect.MARIADB || (dialect == Dialect.POSTGRESQL && quoted);
        return keeps ? text : text.toLowerCase(Locale.ROOT);
    }

    /** 1 behind an opening parenthesis, -1 behind a closing one. */
    int depthChange(int i) {
        String word = word(i);
        return word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
    }
}
