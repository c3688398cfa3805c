package dev.stagecraft.compose;

import java.util.List;
import java.util.Optional;

/** A string with variables in Compose's notation, taken apart. */
record Template(List<Part> parts) {
    Template {
        parts = List.copyOf(parts);
    }

    sealed interface Part {}

    record Literal(String text) implements Part {}

    /** @param operand the default, the message or the replacement, whichever the operator asks for */
    record Reference(String name, Operator operator, Template operand) implements Part {
        private String message(Variables variables) {
            Evaluation evaluation = new Evaluation();
            operand.evaluate(variables, evaluation);
            return evaluation.text();
        }
    }

    /** Those in the upper half treat an empty value like none; parsing tries them in this order. */
    enum Operator {
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

        String symbol() {
            return symbol;
        }

        private boolean emptyIsNone() {
            return symbol.startsWith(":");
        }
    }

    /** Adds the text with variables replaced, and everything that stood in the way, to the evaluation. */
    void evaluate(Variables variables, Evaluation into) {
        for (Part part : parts) {
            switch (part) {
                case Literal(String text) -> into.append(text);
                case Reference reference
                when variables.secretNames().contains(reference.name) -> into.secret(reference.name);
                case Reference reference -> evaluate(reference, variables, into);
            }
        }
    }

    private static void evaluate(Reference reference, Variables variables, Evaluation into) {
        Optional<String> value = Optional.ofNullable(variables.values().get(reference.name))
                .filter(text -> !(reference.operator.emptyIsNone() && text.isEmpty()));
        switch (reference.operator) {
            case VALUE -> value.ifPresentOrElse(into::append, () -> into.undefined(reference.name, ""));
            case DEFAULT, DEFAULT_IF_EMPTY ->
                value.ifPresentOrElse(into::append, () -> reference.operand.evaluate(variables, into));
            case ERROR, ERROR_IF_EMPTY ->
                value.ifPresentOrElse(into::append, () -> into.undefined(reference.name, reference.message(variables)));
            case REPLACE, REPLACE_IF_FULL -> value.ifPresent(_ -> reference.operand.evaluate(variables, into));
        }
    }
}
