package dev.stagecraft.dotenv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Replaces the variables in values. A variable stands for the value that counts in the end, wherever it is defined; within its
 * own value it stands for the one that is replaced. Values are made only as far as they are needed, so a circle in a default
 * that is not used is none.
 */
public final class Interpolation {
    /** How many values may hang on each other. */
    static final int LONGEST_CHAIN = 64;

    private final Definitions definitions;
    private final List<Interpolated.Fault> faults;
    private final Map<Integer, Made> made = new HashMap<>();
    private final List<Definition> underWay = new ArrayList<>();

    /**
     * A value that is made.
     *
     * @param chain how many others it hangs on, one after the other
     */
    record Made(String text, boolean secret, int chain) {}

    private Interpolation(Definitions definitions) {
        this.definitions = definitions;
        this.faults = new ArrayList<>(definitions.faults());
    }

    /** The variables of all layers, a later one before an earlier one. */
    public static Interpolated resolve(List<Layer> layers) {
        Interpolation run = new Interpolation(Definitions.of(layers));
        var variables = new TreeMap<String, Interpolated.Variable>();
        run.definitions.byName().forEach((name, definition) -> {
            Made value = run.value(definition);
            variables.put(
                    name,
                    new Interpolated.Variable(
                            value.text(), value.secret(), definition.layer().place()));
        });
        return run.faults.isEmpty() ? new Interpolated.Resolved(variables) : new Interpolated.Refused(run.faults);
    }

    /** What {@code name} stands for in the value of {@code within}. */
    Optional<Made> seenFrom(Definition within, String name) {
        Optional<Definition> seen = name.equals(within.name())
                ? within.before()
                : Optional.ofNullable(definitions.byName().get(name));
        return seen.map(this::value);
    }

    private Made value(Definition definition) {
        return switch (definition.entry().value()) {
            case DotenvValue.Literal(String text) ->
                new Made(text, definition.layer().secret(), 0);
            case DotenvValue.Inherited _ -> new Made("", true, 0);
            case DotenvValue.Variable(String text) -> replaced(definition, text);
        };
    }

    private Made replaced(Definition definition, String text) {
        Made known = made.get(definition.number());
        if (known != null) {
            return known;
        }
        if (!isUnderWay(definition) && underWay.size() < LONGEST_CHAIN) {
            underWay.add(definition);
            Replacement replacement = new Replacement(this, definition);
            Made value = replacement.of(text);
            underWay.removeLast();
            replacement.faults().forEach(message -> faults.add(definition.fault(message)));
            made.put(definition.number(), value);
            return value;
        }
        faults.add(definition.fault(isUnderWay(definition) ? circle(definition) : tooLong(definition)));
        return new Made("", true, 0);
    }

    private boolean isUnderWay(Definition definition) {
        return underWay.stream().anyMatch(other -> other.number() == definition.number());
    }

    private String circle(Definition definition) {
        String round = underWay.stream()
                .dropWhile(other -> other.number() != definition.number())
                .map(Definition::name)
                .collect(Collectors.joining(" -> "));
        return "The variables stand for each other in a circle: " + round + " -> " + definition.name()
                + ". Give one of them a value of its own.";
    }

    static String tooLong(Definition definition) {
        return "The value of " + definition.name() + " hangs on more than " + LONGEST_CHAIN
                + " others, one after the other; shorten the chain.";
    }
}
