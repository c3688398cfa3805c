package dev.stagecraft.template;

import java.util.List;
import java.util.Optional;

/** A string with variables in Compose's notation, taken apart. */
public record Template(List<Part> parts) {
    public Template {
        parts = List.copyOf(parts);
    }

    /** A piece of it. */
    public sealed interface Part {}

    /** Text as it is. */
    public record Literal(String text) implements Part {}

    /**
     * A variable.
     *
     * @param operand the default, the message or the replacement, whichever the operator asks for
     */
    public record Reference(String name, Operator operator, Template operand) implements Part {
        private String message(Lookup lookup) {
            Words words = new Words(new StringBuilder());
            operand.evaluate(lookup.inMessages(), words);
            return words.text.toString();
        }
    }

    /** Those in the upper half treat an empty value like none; parsing tries them in this order. */
    public enum Operator {
        DEFAULT_IF_EMPTY(":-"),
        ERROR_IF_EMPTY(":?"),
        REPLACE_IF_FULL(":+"),
        DEFAULT("-"),
        ERROR("?"),
        REPLACE("+"),
        VALUE("");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }

        private boolean emptyIsNone() {
            return symbol.startsWith(":");
        }
    }

    /** Where values come from. */
    public interface Lookup {
        /** The value of a variable, if it has one. */
        Optional<String> value(String name);

        /** Whether there is a value that must not be read here; then it is not asked for. */
        default boolean withheld(String name) {
            return false;
        }

        /** What variables stand for within the author's words of <code>:?</code> and <code>?</code>, which are shown to people. */
        default Lookup inMessages() {
            return this;
        }
    }

    /** Where the text goes. */
    public interface Sink {
        void append(String more);

        /** A variable without a value; {@code authorsWords} are empty where the template has none. */
        void undefined(String name, String authorsWords);

        /** A variable whose value must not be read here. */
        void secret(String name);
    }

    private record Words(StringBuilder text) implements Sink {
        @Override
        public void append(String more) {
            text.append(more);
        }

        @Override
        public void undefined(String name, String authorsWords) {}

        @Override
        public void secret(String name) {}
    }

    /** Adds the text with variables replaced, and everything that stood in the way. */
    public void evaluate(Lookup lookup, Sink into) {
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) -> into.append(text);
                case Reference reference when lookup.withheld(reference.name) -> into.secret(reference.name);
                case Reference reference -> evaluate(reference, lookup, into);
            }
        }
    }

    private static void evaluate(Reference reference, Lookup lookup, Sink into) {
        Optional<String> value =
                lookup.value(reference.name).filter(text -> !(reference.operator.emptyIsNone() && text.isEmpty()));
        switch (reference.operator) {
            case VALUE -> value.ifPresentOrElse(into::append, () -> into.undefined(reference.name, ""));
            case DEFAULT, DEFAULT_IF_EMPTY ->
                value.ifPresentOrElse(into::append, () -> reference.operand.evaluate(lookup, into));
            case ERROR, ERROR_IF_EMPTY ->
                value.ifPresentOrElse(into::append, () -> into.undefined(reference.name, reference.message(lookup)));
            case REPLACE, REPLACE_IF_FULL -> value.ifPresent(_ -> reference.operand.evaluate(lookup, into));
        }
    }
}
