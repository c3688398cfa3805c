package dev.stagecraft.release;

import dev.stagecraft.plan.AppliedSince.Applied;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a database was when a release was served last.
 *
 * @param last the last migration that it had; empty when it had none
 * @param ran those that ran in or under the release, in their order
 */
public record DatabaseMark(String last, List<Applied> ran) {
    /** More of one release's are not kept: a rollback past so many is read in the files. */
    private static final int MOST = 64;

    public DatabaseMark {
        ran = ran.size() <= MOST ? List.copyOf(ran) : List.copyOf(ran.subList(ran.size() - MOST, ran.size()));
    }

    /** The same mark after those ran; what it has already is not added again. */
    DatabaseMark after(String newLast, List<Applied> more) {
        var all = new ArrayList<>(ran);
        more.stream()
                .filter(one -> ran.stream().noneMatch(known -> known.id().equals(one.id())))
                .forEach(all::add);
        return new DatabaseMark(newLast, all);
    }
}
