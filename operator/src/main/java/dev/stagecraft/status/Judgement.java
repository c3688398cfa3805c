package dev.stagecraft.status;

import dev.stagecraft.status.Assessment.Finding;

/** A condition before it has times and generations. */
record Judgement(String type, String status, String reason, String message) {
    static Judgement yes(String type, String reason, String message) {
        return new Judgement(type, "True", reason, message);
    }

    static Judgement no(String type, Finding why) {
        return new Judgement(type, "False", why.reason(), why.message());
    }

    boolean isTrue() {
        return status.equals("True");
    }
}
