package dev.stagecraft.cli.documented;

import java.util.List;
import java.util.regex.Pattern;

/** The words of a command line as a shell would take them apart, as far as pages need it: spaces and quotes. */
final class Words {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

    private Words() {}

    static List<String> of(String line) {
        return WORD.matcher(line)
                .results()
                .map(word ->
                        word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3))
                .toList();
    }
}
