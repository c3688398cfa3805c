package dev.stagecraft.reconcile.step;

/** The end of what a program printed, as a message can hold it. */
final class LastWords {
    /** So many lines are asked for. */
    static final int LINES = 20;

    /** A message has a kibibyte in all. */
    private static final int CHARACTERS = 500;

    private LastWords() {}

    /** Whole lines, as a value that is cut in two is no longer known for a secret. */
    static String of(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        int length = 0;
        int from = lines.size();
        while (from > 0 && (from == lines.size() || length + lines.get(from - 1).length() <= CHARACTERS)) {
            from--;
            length += lines.get(from).length() + 1;
        }
        return String.join("\n", lines.subList(from, lines.size()));
    }
}
