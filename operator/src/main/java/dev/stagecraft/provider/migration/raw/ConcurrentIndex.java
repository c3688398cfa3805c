package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.raw.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An index that PostgreSQL builds beside the traffic. Whether it was built can be seen, so a file of nothing else can be taken
 * up again after a crash.
 *
 * @param name as it was written, with the schema of its table in front where that is written
 */
record ConcurrentIndex(String name, boolean ifNotExists) {
    private static final String GAP = "(?:\\s|--[^\\n]*\\n|/\\*.*?\\*/)+";
    private static final String IDENTIFIER =
            "(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_\\x80-\\uffff][A-Za-z0-9_$\\x80-\\uffff]*)";
    private static final String START = "create" + GAP + "(?:unique" + GAP + ")?index" + GAP + "concurrently" + GAP;
    private static final Pattern ANY = pattern(START + ".*");
    private static final Pattern NAMED = pattern(START + "(if" + GAP + "not" + GAP + "exists" + GAP + ")?(?!on\\b)("
            + IDENTIFIER + ")" + GAP + "on" + GAP + "(?:only" + GAP + ")?(?:(" + IDENTIFIER + ")\\s*\\.\\s*)?"
            + IDENTIFIER
            + "(?![\\w$.]).*");

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    static Optional<ConcurrentIndex> of(Statement statement) {
        Matcher found = NAMED.matcher(statement.text());
        if (!found.matches()) {
            return Optional.empty();
        }
        String schema = found.group(3) == null ? "" : found.group(3) + ".";
        return Optional.of(new ConcurrentIndex(schema + found.group(2), found.group(1) != null));
    }

    /** The first statement that builds an index beside the traffic and does not name it. */
    static Optional<Statement> withoutName(List<Statement> statements) {
        return statements.stream()
                .filter(statement ->
                        ANY.matcher(statement.text()).matches() && of(statement).isEmpty())
                .findFirst();
    }

    /** Whether each of the statements can be asked about afterwards. */
    static boolean all(List<Statement> statements) {
        return statements.stream().allMatch(statement -> of(statement).isPresent());
    }
}
