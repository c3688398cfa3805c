package dev.stagecraft.cli.host;

import dev.stagecraft.cli.session.CommandFailure;
import java.util.List;

/** The words of a program that is to run on a host, as they were given here. */
final class GivenWords {
    /** What the JVM puts in the place of each byte that is no text in its locale. */
    private static final char LOST = '\ufffd';

    private GivenWords() {}

    /**
     * Checks that they are those that were given: no other ones must ever run.
     *
     * @throws CommandFailure when one of them was lost on its way into this process
     */
    static void whole(List<String> words) {
        for (int at = 0; at < words.size(); at++) {
            if (words.get(at).indexOf(LOST) >= 0) {
                throw CommandFailure.of("Word " + (at + 1)
                        + " of the command could not be read in this locale, so nothing was run; set LC_ALL=C.UTF-8, and"
                        + " write the word as UTF-8.");
            }
        }
    }
}
