package dev.stagecraft.provider.migration.raw.sql;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code -- stagecraft:...} comment lines. */
final class DirectiveReader {
    private static final String MARK = "stagecraft:";
    private static final String NO_TRANSACTION = "no-transaction";
    private static final String NEEDED_BY = "needed-by";
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

    private DirectiveReader() {}

    /** The directives among the comments of a file whose first statement begins on {@code firstStatement}. */
    static Directives read(List<Comment> comments, int firstStatement) {
        var found = Directives.NONE;
        var names = new HashSet<String>();
        for (var comment : comments) {
            if (!comment.says().startsWith(MARK)) {
                continue;
            }
            if (comment.block()) {
                throw new ScriptException(
                        comment.line(), "A directive is a comment line of its own: -- stagecraft:...");
            }
            if (comment.line() >= firstStatement) {
                throw new ScriptException(
                        comment.line(),
                        "A directive stands above the first statement, which is on line " + firstStatement + ".");
            }
            String[] parts = comment.says().substring(MARK.length()).strip().split("\\s+", 2);
            if (!names.add(parts[0])) {
                throw new ScriptException(comment.line(), "The directive " + parts[0] + " is given twice.");
            }
            found = with(found, parts[0], parts.length > 1 ? parts[1] : "", comment.line());
        }
        return found;
    }

    private static Directives with(Directives found, String name, String argument, int line) {
        return switch (name) {
            case NO_TRANSACTION -> new Directives(withoutArgument(argument, line), found.neededBy());
            case NEEDED_BY -> new Directives(found.noTransaction(), versions(argument, line));
            default ->
                throw new ScriptException(
                        line,
                        "There is no such directive; known: " + NO_TRANSACTION + ", " + NEEDED_BY + " VERSION, ...");
        };
    }

    private static boolean withoutArgument(String argument, int line) {
        if (!argument.isEmpty()) {
            throw new ScriptException(line, "The directive no-transaction takes no argument.");
        }
        return true;
    }

    private static List<String> versions(String argument, int line) {
        var versions = Stream.of(argument.split(",", -1)).map(String::strip).toList();
        if (!versions.stream().allMatch(version -> VERSION.matcher(version).matches())) {
            throw new ScriptException(
                    line, "The directive needed-by wants versions with commas between them: needed-by v1.2, v1.3.");
        }
        return versions;
    }
}
