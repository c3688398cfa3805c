package dev.stagecraft.cli.manual;

/** Text in the language of {@code man}: what is given is shown as it is, whatever it contains. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** The page's title, of section 1. */
    Roff title(String name, String version) {
        return request("TH", quoted(name), "1", quoted(""), quoted(version), quoted("Stagecraft manual"));
    }

    /** A heading. */
    Roff section(String heading) {
        return request("SH", quoted(heading));
    }

    /** A line of running text. */
    Roff line(String plain) {
        text.append(escaped(plain)).append('\n');
        return this;
    }

    /** A line of running text in bold. */
    Roff bold(String plain) {
        return request("B", quoted(plain));
    }

    /** A term and, indented below it, what it means. */
    Roff item(String term, String meaning) {
        request("TP").bold(term);
        meaning.lines().forEach(this::line);
        return this;
    }

    /** Lines that keep their breaks and spaces. */
    Roff verbatim(Iterable<String> lines) {
        request("PP").request("nf").request("RS", "2");
        lines.forEach(this::line);
        return request("RE").request("fi");
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Roff request(String name, String... arguments) {
        text.append('.').append(name);
        for (var argument : arguments) {
            text.append(' ').append(argument);
        }
        text.append('\n');
        return this;
    }

    private static String quoted(String plain) {
        return '"' + escaped(plain).replace("\"", "\\(dq") + '"';
    }

    /** A dash is a minus that can be copied, and nothing at the start of a line is a request. */
    private static String escaped(String plain) {
        var safe = plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti")
                .replace("^", "\\(ha");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
