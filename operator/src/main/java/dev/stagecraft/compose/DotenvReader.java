package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.OptionalInt;

/** Reads a dotenv file, as Compose's {@code env_file} are. */
@FunctionalInterface
public interface DotenvReader {
    /**
     * The variables of the file, in its order.
     *
     * @param outer what the values may refer to, beside each other; it wins where a name is in both
     * @throws Malformed where it is none
     */
    Map<String, Value> read(String text, Variables outer);

    /** @param secret whether a secret variable of the outer ones is in it */
    record Value(String text, boolean secret) {
        public Value {
            requireNonNull(text, "text");
        }

        @Override
        public String toString() {
            return "Value[hidden]";
        }
    }

    /** The file cannot be read; the message is a sentence without any value. */
    final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient OptionalInt line;

        public Malformed(OptionalInt line, String message) {
            super(message, null, false, false);
            this.line = line;
        }

        /** Counted from 1. */
        public OptionalInt line() {
            return line;
        }
    }
}
