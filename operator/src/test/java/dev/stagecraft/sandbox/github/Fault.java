package dev.stagecraft.sandbox.github;

import java.util.Map;

/** What can go wrong with one request. */
public sealed interface Fault {
    /** True if the request takes effect although the client does not learn of it. */
    boolean takesEffect();

    /** Another answer in the place of the real one. */
    record Answer(int status, String message, Map<String, String> headers, boolean takesEffect) implements Fault {
        /** An error before anything happened. */
        public static Answer before(int status, String message) {
            return new Answer(status, message, Map.of(), false);
        }

        /** An error although it happened. */
        public static Answer after(int status, String message) {
            return new Answer(status, message, Map.of(), true);
        }

        public Answer with(String header, String value) {
            return new Answer(status, message, Map.of(header, value), takesEffect);
        }
    }

    /** The connection is closed without an answer. */
    record Drop(boolean takesEffect) implements Fault {}

    /** No answer until the simulator is closed. */
    record Hang(boolean takesEffect) implements Fault {}

    /** An answer that is no JSON. */
    record Garbage(int status, boolean takesEffect) implements Fault {}
}
