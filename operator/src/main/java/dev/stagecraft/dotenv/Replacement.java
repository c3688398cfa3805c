package dev.stagecraft.dotenv;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The making of one value out of others. */
final class Replacement implements Template.Lookup, Template.Sink {
    /** What Linux allows a variable to be, and so the end of values that double each other. */
    static final int LONGEST_VALUE = 128 * 1024;

    private final Interpolation run;
    private final Definition definition;
    private final StringBuilder text = new StringBuilder();
    private final List<String> faults = new ArrayList<>();
    private boolean secret;
    private boolean cut;
    private int chain;

    Replacement(Interpolation run, Definition definition) {
        this.run = run;
        this.definition = definition;
        this.secret = definition.layer().secret();
    }

    Interpolation.Made of(String template) {
        switch (TemplateParser.parse(template)) {
            // The parser's words can hold what follows the dollar sign, which may be the rest of a password.
            case TemplateParser.Invalid _ ->
                faults.add("A '$' in the value of " + definition.name()
                        + " begins no variable, or one that is not closed; write '$$' for a dollar sign, or put the"
                        + " value into single quotation marks.");
            case TemplateParser.Valid(Template parsed) -> parsed.evaluate(this, this);
        }
        if (cut) {
            faults.add("The value of " + definition.name() + " becomes longer than " + LONGEST_VALUE
                    + " characters; a process cannot have such a variable.");
        }
        if (chain > Interpolation.LONGEST_CHAIN) {
            faults.add(Interpolation.tooLong(definition));
        }
        return new Interpolation.Made(text.toString(), secret, chain);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public Optional<String> value(String name) {
        Optional<Interpolation.Made> seen = run.seenFrom(definition, name);
        seen.ifPresent(value -> {
            secret |= value.secret();
            chain = Math.max(chain, value.chain() + 1);
        });
        return seen.map(Interpolation.Made::text);
    }

    /** Names instead of values: the author's words are shown. */
    @Override
    public Template.Lookup inMessages() {
        return name -> Optional.of("${" + name + "}");
    }

    @Override
    public void append(String more) {
        if (text.length() + more.length() > LONGEST_VALUE && !more.isEmpty()) {
            cut = true;
        } else {
            text.append(more);
        }
    }

    @Override
    public void undefined(String name, String authorsWords) {
        String why = authorsWords.isBlank() || definition.layer().secret()
                ? "; define it in env or envFrom, give it a default, or write '$$' for a dollar sign."
                : ": " + authorsWords + ".";
        faults.add("The variable " + name + ", which the value of " + definition.name() + " needs, has no value" + why);
    }

    @Override
    public void secret(String name) {
        undefined(name, "");
    }
}
