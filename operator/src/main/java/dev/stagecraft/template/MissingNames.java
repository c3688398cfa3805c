package dev.stagecraft.template;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The variables of a text that have no value and no default. */
public final class MissingNames implements Template.Sink {
    private final Set<String> names = new TreeSet<>();

    private MissingNames() {}

    /** Sorted; none of a text that is no template. */
    public static Set<String> of(String text, Map<String, String> values) {
        var missing = new MissingNames();
        if (TemplateParser.parse(text) instanceof TemplateParser.Valid(Template template)) {
            template.evaluate(name -> Optional.ofNullable(values.get(name)), missing);
        }
        return missing.names;
    }

    @Override
    public void append(String more) {}

    @Override
    public void undefined(String name, String authorsWords) {
        names.add(name);
    }

    @Override
    public void secret(String name) {}
}
