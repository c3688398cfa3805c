package dev.stagecraft.template;

import dev.stagecraft.template.Template.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a string apart at its variables: {@code $NAME}, <code>${NAME}</code> with an operator, {@code $$}. */
public final class TemplateParser {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final int MAX_NESTING = 16;

    /** Compose takes them for letters of a name, for they are i, s and k when case does not count. */
    private static final String ALMOST_LETTERS = "\u0130\u0131\u017F\u212A";

    private final String text;
    private int at;
    private Optional<String> error = Optional.empty();

    /** What came of it. */
    public sealed interface Parsing {}

    /** It is a template. */
    public record Valid(Template template) implements Parsing {}

    /** It is none; {@code why} is a sentence. */
    public record Invalid(String why) implements Parsing {}

    private TemplateParser(String text) {
        this.text = text;
    }

    /** Takes {@code text} apart. */
    public static Parsing parse(String text) {
        TemplateParser parser = new TemplateParser(text);
        Template template = parser.template(0);
        return parser.error.<Parsing>map(Invalid::new).orElseGet(() -> new Valid(template));
    }

    /** Up to the end or, within braces, to the closing one, which is left in place. */
    private Template template(int nesting) {
        List<Template.Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        while (at < text.length() && !(nesting > 0 && text.charAt(at) == '}')) {
            char c = text.charAt(at++);
            if (c != '$') {
                literal.append(c);
            } else if (text.startsWith("$", at)) {
                literal.append('$');
                at++;
            } else {
                parts.add(new Template.Literal(literal.toString()));
                literal.setLength(0);
                parts.add(reference(nesting));
            }
        }
        parts.add(new Template.Literal(literal.toString()));
        return new Template(parts);
    }

    private Template.Part reference(int nesting) {
        boolean braced = text.startsWith("{", at);
        at += braced ? 1 : 0;
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (!name.lookingAt()) {
            return fail("A '$' here starts no variable; write '$$' for a literal dollar sign.");
        }
        at = name.end();
        if (at < text.length() && ALMOST_LETTERS.indexOf(text.charAt(at)) >= 0) {
            return fail("A letter follows the variable " + name.group()
                    + " that Compose takes for a part of its name; write ${" + name.group() + "}.");
        }
        return braced ? braced(name.group(), nesting + 1) : plain(name.group());
    }

    private static Template.Reference plain(String name) {
        return new Template.Reference(name, Operator.VALUE, new Template(List.of()));
    }

    private Template.Part braced(String name, int nesting) {
        if (nesting > MAX_NESTING) {
            return fail("The variables here are nested deeper than " + MAX_NESTING + " levels.");
        }
        Operator operator = operator();
        at += operator.symbol().length();
        Template operand = operator == Operator.VALUE ? new Template(List.of()) : template(nesting);
        if (!text.startsWith("}", at)) {
            return fail(
                    "The variable ${" + name + " is not closed, or has something other than :- - :? ? :+ + after it.");
        }
        at++;
        return new Template.Reference(name, operator, operand);
    }

    private Operator operator() {
        for (Operator operator : Operator.values()) {
            if (text.startsWith(operator.symbol(), at)) {
                return operator;
            }
        }
        return Operator.VALUE;
    }

    /** The first error counts; going to the end of the text ends every loop. */
    private Template.Part fail(String why) {
        error = error.or(() -> Optional.of(why));
        at = text.length();
        return new Template.Literal("");
    }
}
