package dev.stagecraft.release;

import dev.stagecraft.plan.AppliedSince.Applied;
import dev.stagecraft.plan.AppliedSince.Earlier;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How far a database was when a release was served last.
 *
 * @param last the last migration that it had; empty when it had none
 * @param source names the state of the source that the release's files were read from, such as a commit; empty where there is none
 * @param ran the last of those that ran in or under the release, in their order
 * @param earlier what ran before those
 */
public record DatabaseMark(String last, Optional<String> source, List<Applied> ran, Earlier earlier) {
    /** More of one release's are not kept by name: a rollback past so many is read in the files. */
    private static final int MOST = 64;

    /** Of a database that nothing is known of. */
    static final DatabaseMark NONE = new DatabaseMark("", List.of());

    public DatabaseMark {
        int cut = Math.max(0, ran.size() - MOST);
        earlier = earlier.and(ran.subList(0, cut));
        ran = List.copyOf(ran.subList(cut, ran.size()));
    }

    /** Of a release that ran those, from files whose source has no state to name. */
    public DatabaseMark(String last, List<Applied> ran) {
        this(last, Optional.empty(), ran, Earlier.NONE);
    }

    /** The same mark with its files from that state of their source. */
    DatabaseMark from(Optional<String> newSource) {
        return new DatabaseMark(last, newSource, ran, earlier);
    }

    /**
     * The same mark after those ran.
     *
     * @param more all that the step ran so far; what is known already, and what came before that, is not added again
     */
    DatabaseMark after(String newLast, List<Applied> more) {
        int known = IntStream.range(0, more.size())
                .filter(at -> ran.stream()
                        .anyMatch(one -> one.id().equals(more.get(at).id())))
                .max()
                .orElse(-1);
        return new DatabaseMark(newLast, source, joined(ran, more.subList(known + 1, more.size())), earlier);
    }

    /** The same mark with that of a release before it, which is forgotten. */
    DatabaseMark with(DatabaseMark before) {
        return new DatabaseMark(
                last.isEmpty() ? before.last : last, source, joined(before.ran, ran), before.earlier.and(earlier));
    }

    /** Whether nothing ran in or under the release. */
    boolean idle() {
        return ran.isEmpty() && earlier.count() == 0;
    }

    private static List<Applied> joined(List<Applied> first, List<Applied> then) {
        var again = then.stream().map(Applied::id).toList();
        return Stream.concat(first.stream().filter(one -> !again.contains(one.id())), then.stream())
                .toList();
    }
}
