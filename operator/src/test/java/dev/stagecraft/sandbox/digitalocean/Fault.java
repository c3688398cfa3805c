package dev.stagecraft.sandbox.digitalocean;

import java.util.concurrent.CountDownLatch;

/** What can go wrong with one request. */
public sealed interface Fault {
    /** True if the request takes effect although the client does not learn of it. */
    boolean takesEffect();

    /** An answer that the contract allows, in the place of the real one. */
    record Status(int status, String id, String message, boolean takesEffect) implements Fault {
        /** An error before anything happened. */
        public static Status before(int status, String id, String message) {
            return new Status(status, id, message, false);
        }

        /** An error although it happened. */
        public static Status after(int status, String id, String message) {
            return new Status(status, id, message, true);
        }
    }

    /** A 429 before anything happened that says in how many seconds to come back. */
    record TooMany(int retryAfter) implements Fault {
        @Override
        public boolean takesEffect() {
            return false;
        }
    }

    /** No answer until the simulator is closed. */
    record Hang(boolean takesEffect) implements Fault {}

    /** It takes effect at once, and its answer is held back until somebody lets it go. */
    record Held(CountDownLatch arrived, CountDownLatch go) implements Fault {
        public Held() {
            this(new CountDownLatch(1), new CountDownLatch(1));
        }

        @Override
        public boolean takesEffect() {
            return true;
        }
    }

    /** The connection is closed without an answer. */
    record Drop(boolean takesEffect) implements Fault {}

    /** An answer outside the contract. */
    record Garbage(int status, String body, boolean takesEffect) implements Fault {}

    /** A redirect to anywhere. */
    record Redirect(String location) implements Fault {
        @Override
        public boolean takesEffect() {
            return false;
        }
    }

    /** The real answer with every occurrence of one text in it replaced, links included. */
    record Rewrite(String from, String to) implements Fault {
        @Override
        public boolean takesEffect() {
            return true;
        }
    }
}
