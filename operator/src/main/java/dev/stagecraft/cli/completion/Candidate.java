package dev.stagecraft.cli.completion;

/**
 * One thing that a word may become.
 *
 * @param description for shells that show one; may be empty
 */
record Candidate(String text, String description) {
    static Candidate of(String text) {
        return new Candidate(text, "");
    }

    /** As shells and kubectl read it: the text, and after a tab the first line of the description. */
    String line() {
        var first = description.lines().findFirst().orElse("").strip();
        return first.isEmpty() ? text : text + "\t" + first;
    }
}
