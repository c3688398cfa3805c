package dev.stagecraft.provider.migration.raw;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a migration file says: {@code 001_initial.sql}, or {@code V1__initial.sql} as Flyway's users write it.
 *
 * @param number what the order goes by
 * @param id the name without {@code .sql}
 */
record FileName(long number, String id) {
    static final int LONGEST = 200;

    private static final String DOWN = ".down.sql";

    private static final Pattern PLAIN = Pattern.compile("(\\d{1,18})(?:[_-][^/\\\\\\p{Cntrl}]+)?");
    private static final Pattern FLYWAY = Pattern.compile("V(\\d{1,18})__[^/\\\\\\p{Cntrl}]+");
    private static final Pattern PARTS = Pattern.compile("V\\d+(?:[._]\\d+)+__.*");
    private static final Pattern UNDO = Pattern.compile("U\\d.*__.*|.*\\.down");
    private static final Pattern REPEATABLE = Pattern.compile("R__.*");

    /** Whether the file is meant to be SQL at all. */
    static boolean isSql(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".sql");
    }

    /** Reads the name of a file that {@link #isSql}; empty if {@link #fault} has a word for it. */
    static Optional<FileName> read(String name) {
        String id = id(name);
        for (Pattern form : new Pattern[] {PLAIN, FLYWAY}) {
            Matcher found = form.matcher(id);
            if (found.matches() && fault(name).isEmpty()) {
                return Optional.of(new FileName(Long.parseLong(found.group(1)), id));
            }
        }
        return Optional.empty();
    }

    /** Why a file of that name cannot be used. */
    static Optional<String> fault(String name) {
        String id = id(name);
        if (UNDO.matcher(id).matches()) {
            return Optional.of(
                    "it undoes a migration, and migrations are never undone: take the file out of the source");
        }
        if (REPEATABLE.matcher(id).matches()) {
            return Optional.of("repeatable migrations are not known here: give it a number and run it once");
        }
        if (PARTS.matcher(id).matches()) {
            return Optional.of("a version is one whole number here, without parts: V12__name.sql");
        }
        if (name.length() > LONGEST) {
            return Optional.of("its name is longer than " + LONGEST + " characters");
        }
        if (!PLAIN.matcher(id).matches() && !FLYWAY.matcher(id).matches()) {
            return Optional.of("its name does not begin with a number: call it 001_name.sql or V1__name.sql");
        }
        return Optional.empty();
    }

    /** For {@code 1_x.down.sql} the name of the file that it undoes, {@code 1_x.up.sql}. */
    static Optional<String> doing(String name) {
        return name.endsWith(DOWN)
                ? Optional.of(name.substring(0, name.length() - DOWN.length()) + ".up.sql")
                : Optional.empty();
    }

    static String id(String name) {
        return isSql(name) ? name.substring(0, name.length() - ".sql".length()) : name;
    }
}
