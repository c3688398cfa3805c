package dev.stagecraft.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The only place where words become shell text. Every word is put in single quotes, without exception: in them a POSIX
 * shell gives no character a meaning, so there is no list of safe or reserved words to get wrong.
 */
public final class Quoting {

    /** Linux refuses a single argument of 128 KiB or more, and sshd hands the whole text to the shell as one. */
    static final int MAX_BYTES = 128 * 1024 - 1;

    private Quoting() {}

    /**
     * The text that makes a POSIX shell run exactly these words.
     *
     * @throws CommandException when a word cannot be carried: a NUL, an unpaired surrogate, or too long in total
     */
    public static String posix(List<String> argv) {
        if (argv.isEmpty()) {
            throw new CommandException(CommandException.Code.EMPTY, "There are no words to quote.");
        }
        var text = IntStream.range(0, argv.size())
                .mapToObj(at -> quote(argv.get(at), at))
                .collect(Collectors.joining(" "));
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new CommandException(
                    CommandException.Code.TOO_LONG,
                    "The command '%s' is longer than %d bytes; send the data on standard input instead."
                            .formatted(argv.getFirst(), MAX_BYTES));
        }
        return text;
    }

    private static String quote(String word, int at) {
        if (word.indexOf('\0') >= 0) {
            throw new CommandException(
                    CommandException.Code.NUL_IN_WORD,
                    "Word %d of the command holds a NUL character, which no program argument can carry.".formatted(at));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(word)) {
            throw new CommandException(
                    CommandException.Code.NOT_UNICODE,
                    "Word %d of the command holds half of a surrogate pair, which is not text.".formatted(at));
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
