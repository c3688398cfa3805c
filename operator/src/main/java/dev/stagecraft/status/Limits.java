package dev.stagecraft.status;

import dev.stagecraft.plan.PlannedMigration;
import dev.stagecraft.release.Requests;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the schema of status allows; a longer text would have the API server refuse every later write of the resource. */
final class Limits {
    /** A sentence that is part of a list. */
    static final int SENTENCE = 4096;

    /** A word of a person's, such as a token. */
    static final int TOKEN = Requests.LONGEST;

    /** How much is remarked on a plan. */
    static final int NOTES = 256;

    /** How many pending migrations are listed. */
    static final int MIGRATIONS = 256;

    /** Why one of them is more than harmless. */
    static final int REASON = 512;

    /** How many differences are listed. */
    static final int DIFFERENCES = 1024;

    private static final String CUT = "…";

    private Limits() {}

    /** The text, with an end that says where it was cut. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** As many in their order, those left out that do the least. */
    static List<PlannedMigration> gravest(List<PlannedMigration> all, int limit) {
        if (all.size() <= limit) {
            return all;
        }
        var kept = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing((Integer at) -> all.get(at).type()).reversed())
                .limit(limit)
                .collect(Collectors.toSet());
        return IntStream.range(0, all.size())
                .filter(kept::contains)
                .mapToObj(all::get)
                .toList();
    }

    static <T> List<T> first(List<T> all, int limit) {
        return all.size() <= limit ? all : all.subList(0, limit);
    }
}
