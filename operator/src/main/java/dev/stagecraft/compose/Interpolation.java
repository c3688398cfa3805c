package dev.stagecraft.compose;

import dev.stagecraft.template.Template;
import dev.stagecraft.template.TemplateParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The variables as far as they are known while files are put together; grows with the dotenv files of what is included. */
final class Interpolation {
    private final Map<String, String> values;
    private final Set<String> secretNames;

    Interpolation(Variables given) {
        this.values = new HashMap<>(given.values());
        this.secretNames = new HashSet<>(given.secretNames());
    }

    boolean has(String name) {
        return values.containsKey(name) || secretNames.contains(name);
    }

    void add(String name, String value, boolean secret) {
        values.put(name, value);
        if (secret) {
            secretNames.add(name);
        }
    }

    /** All of them, and those of other names under the names they go by in a document. */
    Variables variables(Map<String, String> otherNames) {
        Map<String, String> all = new HashMap<>(values);
        Set<String> secret = new HashSet<>(secretNames);
        otherNames.forEach((name, host) -> {
            all.put(name, values.getOrDefault(host, ""));
            if (secretNames.contains(host)) {
                secret.add(name);
            }
        });
        return new Variables(all, secret);
    }

    /** Some of them. */
    Variables only(Set<String> names) {
        Map<String, String> kept = new HashMap<>(values);
        kept.keySet().retainAll(names);
        Set<String> secret = new HashSet<>(secretNames);
        secret.retainAll(names);
        return new Variables(kept, secret);
    }

    /** What a text means; empty where it has a variable without a value. */
    Optional<String> text(String written) {
        return switch (TemplateParser.parse(written)) {
            case TemplateParser.Invalid _ -> Optional.empty();
            case TemplateParser.Valid(Template template) -> {
                Evaluation evaluation = new Evaluation();
                template.evaluate(new Variables(values, Set.of()), evaluation);
                yield evaluation.obstacles().isEmpty() ? Optional.of(evaluation.text()) : Optional.empty();
            }
        };
    }

    /** Whether a text takes the value of a Secret. */
    boolean readsSecret(String written) {
        if (!(TemplateParser.parse(written) instanceof TemplateParser.Valid(Template template))) {
            return false;
        }
        Evaluation evaluation = new Evaluation();
        template.evaluate(new Variables(values, secretNames), evaluation);
        return evaluation.obstacles().stream()
                .anyMatch(obstacle -> obstacle.code() == ComposeProblem.Code.SECRET_VARIABLE);
    }

    /** What a text means as far as that is known, for comparing only. */
    String orWritten(String written) {
        return text(written).orElse(written);
    }
}
