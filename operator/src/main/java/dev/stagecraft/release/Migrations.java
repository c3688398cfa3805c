package dev.stagecraft.release;

import dev.stagecraft.plan.AppliedSince;
import dev.stagecraft.plan.AppliedSince.Applied;
import dev.stagecraft.plan.PlannedMigration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Takes what a migration step tells into the state, and tells what a rollback would leave in the databases. */
public final class Migrations {
    /** The output with the number of migrations that the database has. */
    public static final String APPLIED = "applied";

    /** The output with the last of them. */
    public static final String LAST = "last";

    /** The output with the number of those that it has not. */
    public static final String PENDING = "pending";

    /** The output with the last migration of the step that is applied; absent while none is. */
    public static final String REACHED = "reached";

    private Migrations() {}

    static State fold(State state, StepProgress step, Map<String, String> outputs) {
        if (!outputs.containsKey(APPLIED)) {
            return state;
        }
        var name = step.target();
        var last = outputs.getOrDefault(LAST, "");
        var known = state.databases().getOrDefault(name, DatabaseRecord.UNKNOWN);
        var next = state.with(name, known.at(number(outputs, APPLIED), last, number(outputs, PENDING)));
        var run = state.run().orElseThrow();
        var ran = ran(run, step, outputs.getOrDefault(REACHED, ""));
        return run.release()
                .flatMap(next.history()::find)
                .map(release -> next.with(next.history().with(marked(release, name, last, ran))))
                .orElse(next);
    }

    private static int number(Map<String, String> outputs, String name) {
        return Integer.parseInt(outputs.getOrDefault(name, "0"));
    }

    private static List<Applied> ran(Run run, StepProgress step, String reached) {
        var files = run.migrations().stream()
                .filter(planned -> planned.step().equals(step.id()))
                .toList();
        int end = files.stream().map(PlannedMigration::id).toList().indexOf(reached);
        return files.subList(0, end + 1).stream()
                .map(planned -> new Applied(planned.id(), planned.type()))
                .toList();
    }

    private static ReleaseRecord marked(ReleaseRecord release, String name, String last, List<Applied> ran) {
        var marks = new TreeMap<>(release.databases());
        marks.put(name, marks.getOrDefault(name, DatabaseMark.NONE).after(last, ran));
        return release.marking(marks);
    }

    /** The marks of a release that is opened now. */
    static SortedMap<String, DatabaseMark> marks(State state, Map<String, String> sources) {
        var marks = new TreeMap<String, DatabaseMark>();
        state.databases()
                .forEach((name, known) -> marks.put(
                        name, new DatabaseMark(known.last(), List.of()).from(Optional.ofNullable(sources.get(name)))));
        return marks;
    }

    /**
     * The migrations of a database that the record has as done, the newest last; for engines that keep none in the database.
     * What only releases ran that history forgot is forgotten, but for the last one.
     */
    public static List<String> recorded(State state, String database) {
        var ids = new LinkedHashSet<String>();
        state.history().releases().stream()
                .sorted(Comparator.comparingInt(ReleaseRecord::revision))
                .flatMap(release -> Optional.ofNullable(release.databases().get(database)).stream())
                .forEach(mark -> {
                    mark.ran().forEach(ran -> ids.add(ran.id()));
                    ids.add(mark.last());
                });
        ids.add(state.databases().getOrDefault(database, DatabaseRecord.UNKNOWN).last());
        ids.remove("");
        return List.copyOf(ids);
    }

    /** From which states of their sources the files of the release's databases were read. */
    public static SortedMap<String, String> sources(ReleaseRecord release) {
        var sources = new TreeMap<String, String>();
        release.databases().forEach((name, mark) -> mark.source().ifPresent(source -> sources.put(name, source)));
        return sources;
    }

    /** What ran in the databases after that release was served last, also in those that are no longer declared. */
    public static List<AppliedSince> since(State state, ReleaseRecord release) {
        var later = new TreeMap<String, DatabaseMark>();
        state.history().releases().stream()
                .filter(other -> other.revision() > release.revision())
                .sorted(Comparator.comparingInt(ReleaseRecord::revision))
                .forEach(other -> other.databases()
                        .forEach((name, mark) -> later.merge(name, mark, (before, then) -> then.with(before))));
        var since = new ArrayList<AppliedSince>();
        later.forEach((name, mark) -> {
            if (!mark.idle()) {
                var at = Optional.ofNullable(state.databases().get(name))
                        .map(DatabaseRecord::last)
                        .filter(last -> !last.isEmpty());
                var known = release.databases().getOrDefault(name, DatabaseMark.NONE);
                since.add(new AppliedSince(name, at.orElse(mark.last()), known.last(), mark.ran(), mark.earlier()));
            }
        });
        return since;
    }

    /** The release with the marks of one before it, which is forgotten: what ran in that one ran before this one as well. */
    static ReleaseRecord inheriting(ReleaseRecord release, ReleaseRecord forgotten) {
        var marks = new TreeMap<>(release.databases());
        forgotten.databases().forEach((name, mark) -> marks.merge(name, mark, (own, before) -> own.with(before)));
        return release.marking(marks);
    }
}
