package dev.stagecraft.cli.phase;

/** Words of others as a part of what a command says. */
final class Sentence {
    private Sentence() {}

    /** With one full stop. */
    static String of(String words) {
        int end = words.length();
        while (end > 0 && words.charAt(end - 1) == '.') {
            end--;
        }
        return words.substring(0, end) + ".";
    }
}
