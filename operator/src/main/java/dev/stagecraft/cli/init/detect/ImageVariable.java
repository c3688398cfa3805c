package dev.stagecraft.cli.init.detect;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A variable without a default in the name of an image. Names of images are shown, so its value may not come from a Secret.
 *
 * @param tag whether it is the whole tag
 */
public record ImageVariable(String name, boolean tag) {
    /** In the order of their names; none in what is no template, which the loader refuses. */
    static List<ImageVariable> in(String image) {
        return TemplateParser.parse(image) instanceof TemplateParser.Valid(Template template)
                ? without(template).stream()
                        .filter(name -> !name.startsWith("STAGECRAFT_"))
                        .map(name -> new ImageVariable(name, isTag(name, template.parts())))
                        .toList()
                : List.of();
    }

    private static TreeSet<String> without(Template template) {
        var names = new TreeSet<String>();
        template.evaluate(name -> Optional.empty(), new Template.Sink() {
            @Override
            public void append(String more) {}

            @Override
            public void undefined(String name, String authorsWords) {
                names.add(name);
            }

            @Override
            public void secret(String name) {}
        });
        return names;
    }

    private static boolean isTag(String name, List<Template.Part> parts) {
        var filled = parts.stream()
                .filter(part -> !part.equals(new Template.Literal("")))
                .toList();
        return filled.size() > 1
                && filled.getLast() instanceof Template.Reference last
                && last.name().equals(name)
                && filled.get(filled.size() - 2) instanceof Template.Literal(String before)
                && before.endsWith(":");
    }
}
