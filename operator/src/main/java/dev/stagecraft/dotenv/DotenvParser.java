package dev.stagecraft.dotenv;

import java.util.ArrayList;
import java.util.List;

/** Goes through a file once, line by line; after a fault it goes on with the next line, so that one look finds them all. */
final class DotenvParser {
    private static final int MOST_PROBLEMS = 20;
    private static final String EXPORT = "export";
    private static final String NO_LINE =
            "This is no NAME=value: a name is letters, digits and '_', not a digit first, and '=' follows it.";

    private final String text;
    private int at;
    private int line = 1;
    private final List<DotenvEntry> entries = new ArrayList<>();
    private final List<DotenvProblem> problems = new ArrayList<>();

    private DotenvParser(String text) {
        this.text = text;
        this.at = text.startsWith("\ufeff") ? 1 : 0;
    }

    static Dotenv parse(String text) {
        DotenvParser parser = new DotenvParser(text);
        while (parser.toStatement() && parser.problems.size() < MOST_PROBLEMS) {
            parser.statement();
        }
        return parser.problems.isEmpty() ? new Dotenv.Entries(parser.entries) : new Dotenv.Invalid(parser.problems);
    }

    /** Past empty lines and comments; false at the end. */
    private boolean toStatement() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                skipLine();
            } else if (Letters.isSpace(c)) {
                step();
            } else {
                return true;
            }
        }
        return false;
    }

    private void statement() {
        int begun = line;
        skipExport();
        String name = name();
        skipBlanks();
        if (name.isEmpty()) {
            refuse(begun, NO_LINE);
        } else if (at == text.length() || text.charAt(at) == '\n') {
            entries.add(new DotenvEntry(begun, name, new DotenvValue.Inherited()));
        } else if (text.charAt(at) == '=' || text.charAt(at) == ':') {
            at++;
            value(begun, name);
        } else {
            refuse(begun, NO_LINE);
        }
    }

    /** A variable may be called {@code export} itself, so white space and a name must follow. */
    private void skipExport() {
        int after = at + EXPORT.length();
        if (text.startsWith(EXPORT, at) && after < text.length() && Letters.isBlank(text.charAt(after))) {
            int before = at;
            at = after;
            skipBlanks();
            if (at == text.length() || !Letters.startsName(text.charAt(at))) {
                at = before;
            }
        }
    }

    private String name() {
        int from = at;
        if (at < text.length() && Letters.startsName(text.charAt(at))) {
            while (at < text.length() && Letters.continuesName(text.charAt(at))) {
                at++;
            }
        }
        return text.substring(from, at);
    }

    private void value(int begun, String name) {
        int delimited = at;
        skipBlanks();
        boolean quoted = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"');
        if (quoted && text.charAt(at) == '"') {
            template(begun, name, doubleQuoted(begun, name));
        } else if (quoted) {
            literal(begun, name, singleQuoted(begun, name));
        } else {
            template(begun, name, unquoted(delimited));
        }
        if (quoted) {
            afterQuote(name);
        }
    }

    private void template(int begun, String name, String value) {
        if (value.indexOf('$') < 0) {
            literal(begun, name, value);
        } else {
            add(begun, name, value, new DotenvValue.Variable(value));
        }
    }

    private void literal(int begun, String name, String value) {
        add(begun, name, value, new DotenvValue.Literal(value));
    }

    private void add(int begun, String name, String text, DotenvValue value) {
        if (text.indexOf('\0') >= 0) {
            problems.add(new DotenvProblem(
                    begun, "The value of " + name + " has a NUL character, which no variable can; take it out."));
        }
        entries.add(new DotenvEntry(begun, name, value));
    }

    /** To the end of the line or to a comment, which begins after a space; also right behind the delimiter. */
    private String unquoted(int delimited) {
        int end = text.indexOf('\n', at);
        String rest = text.substring(delimited, end < 0 ? text.length() : end);
        int comment = rest.indexOf(" #");
        String value = comment < 0 ? rest : rest.substring(0, comment);
        skipLine();
        return stripped(value);
    }

    private static String stripped(String value) {
        int from = 0;
        int to = value.length();
        while (to > 0 && Letters.isSpace(value.charAt(to - 1))) {
            to--;
        }
        while (from < to && Letters.isBlank(value.charAt(from))) {
            from++;
        }
        return value.substring(from, to);
    }

    private String singleQuoted(int begun, String name) {
        StringBuilder value = new StringBuilder();
        step();
        while (at < text.length() && text.charAt(at) != '\'') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                if (text.charAt(at + 1) != '\'') {
                    value.append('\\');
                }
                step();
            }
            value.append(text.charAt(at));
            step();
        }
        close(begun, name);
        return value.toString();
    }

    private String doubleQuoted(int begun, String name) {
        StringBuilder value = new StringBuilder();
        step();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                Escapes.Escape escape = Escapes.at(text, at);
                value.append(escape.text());
                skip(escape.length());
            } else {
                value.append(text.charAt(at));
                step();
            }
        }
        close(begun, name);
        return value.toString();
    }

    private void close(int begun, String name) {
        if (at == text.length()) {
            problems.add(new DotenvProblem(
                    begun,
                    "The quotation mark that opens the value of " + name
                            + " is not closed; close it, or put a backslash before those that belong to the value."));
        } else {
            step();
        }
    }

    private void afterQuote(String name) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '#') {
            refuse(
                    line,
                    "Something follows the closing quotation mark of the value of " + name
                            + "; put it inside, put a backslash before a mark that belongs to the value, or make it a"
                            + " comment.");
        } else {
            skipLine();
        }
    }

    private void refuse(int where, String why) {
        problems.add(new DotenvProblem(where, why));
        skipLine();
    }

    private void skipBlanks() {
        while (at < text.length() && Letters.isBlank(text.charAt(at))) {
            at++;
        }
    }

    private void skipLine() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            step();
        }
    }

    private void step() {
        line += text.charAt(at) == '\n' ? 1 : 0;
        at++;
    }
}
