package dev.stagecraft.release;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a hook of a release ended.
 *
 * @param exitCode of the command, where it ended by itself
 * @param message a few words where it did not succeed; the whole of it is in the step
 */
public record HookMark(
        String name,
        Outcome outcome,
        Optional<Integer> exitCode,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        String message) {
    /** Many hooks of many releases are kept. */
    private static final int MOST = 256;

    private static final String CUT = "…";

    public HookMark {
        message = cut(message);
    }

    /** What it came to. */
    public enum Outcome {
        SUCCEEDED("Succeeded"),
        FAILED("Failed"),
        /** It was stopped, because it ran longer than it may. */
        TIMED_OUT("TimedOut"),
        /** What it is for came about, and it could not run. */
        SKIPPED("Skipped");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The word of the API. */
        public String label() {
            return label;
        }

        /** The outcome of that word; anything unknown reads as failed. */
        public static Outcome of(String label) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.label.equals(label))
                    .findFirst()
                    .orElse(FAILED);
        }
    }

    private static String cut(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        int end = MOST - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }
}
