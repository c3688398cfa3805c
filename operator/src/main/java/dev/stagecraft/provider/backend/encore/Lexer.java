package dev.stagecraft.provider.backend.encore;

import dev.stagecraft.provider.backend.encore.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Cuts TypeScript into tokens, without comments. It does not know the grammar: a slash is taken for a regular expression where a
 * value cannot have ended before it, and a quote that its line does not close for a sign, as in the text of JSX. For one file.
 */
final class Lexer {
    private static final Set<String> BEFORE_VALUE = Set.of(
            "return",
            "typeof",
            "case",
            "in",
            "of",
            "delete",
            "void",
            "throw",
            "new",
            "else",
            "do",
            "instanceof",
            "yield",
            "await");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    /** For each template that is open, how many braces are open in its substitution. */
    private final Deque<Integer> substitutions = new ArrayDeque<>();

    private int at;
    private int line = 1;
    private boolean whole = true;

    private Lexer(String source) {
        this.source = source;
    }

    /** What was cut; {@code whole} is false where the text ends inside a comment or a template. */
    record Result(List<Token> tokens, boolean whole) {}

    static Result read(String source) {
        return new Lexer(source).read();
    }

    private Result read() {
        if (source.startsWith("#!")) {
            toEndOfLine();
        }
        while (at < source.length()) {
            next(source.charAt(at));
        }
        return new Result(List.copyOf(tokens), whole && substitutions.isEmpty());
    }

    private void next(char c) {
        if (c == '\n') {
            line++;
            at++;
        } else if (Character.isWhitespace(c) || c == '\ufeff') {
            at++;
        } else if (source.startsWith("//", at)) {
            toEndOfLine();
        } else if (source.startsWith("/*", at)) {
            comment();
        } else if (c == '\'' || c == '"') {
            string(c);
        } else if (c == '`') {
            at++;
            template(true);
        } else if (c == '/' && !valueEnded() && regularExpression()) {
            return;
        } else if (Character.isDigit(c)) {
            word(Kind.OPAQUE);
        } else if (Character.isJavaIdentifierStart(c)) {
            word(Kind.NAME);
        } else {
            sign(c);
        }
    }

    private void sign(char c) {
        at++;
        if (!substitutions.isEmpty() && (c == '{' || c == '}')) {
            int open = substitutions.pop();
            if (c == '}' && open == 0) {
                template(false);
                return;
            }
            substitutions.push(c == '{' ? open + 1 : open - 1);
        }
        add(Kind.SIGN, String.valueOf(c), line);
    }

    private void word(Kind kind) {
        int from = at;
        while (at < source.length()
                && (Character.isJavaIdentifierPart(source.charAt(at))
                        || (kind == Kind.OPAQUE && source.charAt(at) == '.'))) {
            at++;
        }
        add(kind, source.substring(from, at), line);
    }

    private void string(char quote) {
        var value = new StringBuilder();
        int begun = line;
        int from = at++;
        while (at < source.length() && source.charAt(at) != '\n') {
            char c = source.charAt(at++);
            if (c == quote) {
                add(Kind.TEXT, value.toString(), begun);
                return;
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
            }
        }
        at = from + 1;
        line = begun;
        add(Kind.SIGN, String.valueOf(quote), line);
    }

    /** From behind the backtick, or behind the brace that ends a substitution. */
    private void template(boolean first) {
        var value = new StringBuilder();
        int begun = line;
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c == '`') {
                add(first ? Kind.TEXT : Kind.OPAQUE, value.toString(), begun);
                return;
            }
            if (c == '$' && at < source.length() && source.charAt(at) == '{') {
                at++;
                substitutions.push(0);
                add(Kind.OPAQUE, "", begun);
                return;
            }
            if (c == '\\') {
                escape(value);
            } else {
                value.append(c);
                line += c == '\n' ? 1 : 0;
            }
        }
        whole = false;
    }

    private void escape(StringBuilder value) {
        if (at >= source.length()) {
            return;
        }
        char c = source.charAt(at++);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'x' -> code(value, 2);
            case 'u' -> code(value, 4);
            case '\n' -> line++;
            default -> value.append(c);
        }
    }

    private void code(StringBuilder value, int digits) {
        int end = at + digits;
        if (end <= source.length() && source.substring(at, end).chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            value.append((char) Integer.parseInt(source.substring(at, end), 16));
            at = end;
        } else {
            value.append('\ufffd');
        }
    }

    private boolean valueEnded() {
        if (tokens.isEmpty()) {
            return false;
        }
        Token last = tokens.getLast();
        return switch (last.kind()) {
            case NAME -> !BEFORE_VALUE.contains(last.text());
            case TEXT, OPAQUE -> true;
            case SIGN -> last.isSign(")") || last.isSign("]") || last.isSign("}");
        };
    }

    private boolean regularExpression() {
        boolean inClass = false;
        for (int i = at + 1; i < source.length() && source.charAt(i) != '\n'; i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[' || c == ']') {
                inClass = c == '[';
            } else if (c == '/' && !inClass) {
                add(Kind.OPAQUE, "", line);
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    private void comment() {
        int end = source.indexOf("*/", at + 2);
        whole &= end >= 0;
        int to = end < 0 ? source.length() : end + 2;
        line += (int) source.substring(at, to).chars().filter(c -> c == '\n').count();
        at = to;
    }

    private void toEndOfLine() {
        int end = source.indexOf('\n', at);
        at = end < 0 ? source.length() : end;
    }

    private void add(Kind kind, String text, int where) {
        tokens.add(new Token(kind, text, where));
    }
}
