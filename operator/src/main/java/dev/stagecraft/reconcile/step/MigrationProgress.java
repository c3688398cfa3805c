package dev.stagecraft.reconcile.step;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationListener;
import dev.stagecraft.release.Migrations;
import dev.stagecraft.release.StepOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells status of each file as it is run: what is applied stays applied, also where a later file fails. */
final class MigrationProgress implements MigrationListener {
    private final StepContext context;
    private final List<String> files;
    private final List<String> applied;
    private final List<String> pending;
    private final List<String> planned;
    private final Set<String> due;

    /** A file was about to be run that the plan does not show. */
    static final class NotPlanned extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotPlanned(String id) {
            super(id, null, false, false);
        }
    }

    /**
     * @param files all there are, in order
     * @param applied what the database has, in the order that tells how far it is
     * @param pending all that it has not
     * @param planned what this step is for, with what an earlier attempt of it applied; may be cut short
     * @param due all that this step may run
     */
    MigrationProgress(
            StepContext context,
            List<String> files,
            List<String> applied,
            List<String> pending,
            List<String> planned,
            Set<String> due) {
        this.context = context;
        this.files = files;
        this.applied = new ArrayList<>(applied);
        this.pending = new ArrayList<>(pending);
        this.planned = planned;
        this.due = due;
    }

    @Override
    public void before(Migration migration) {
        // Here the runner's lock is held: what is pending now is what would be run.
        if (!due.contains(migration.id())) {
            throw new NotPlanned(migration.id());
        }
        int at = planned.indexOf(migration.id()) + 1;
        var of = at > 0 ? " (" + at + " of " + planned.size() + ")" : "";
        context.progress().accept(new StepOutcome.Waiting(Duration.ZERO, "applying " + migration.id() + of, outputs()));
    }

    @Override
    public void after(Migration migration, Duration took) {
        pending.remove(migration.id());
        if (!applied.contains(migration.id())) {
            applied.add(migration.id());
            applied.sort(Comparator.comparingInt(files::indexOf));
        }
    }

    StepOutcome done(int ran) {
        var outputs = outputs();
        outputs.put("message", ran == 1 ? "1 file applied" : ran + " files applied");
        return new StepOutcome.Done(outputs);
    }

    private Map<String, String> outputs() {
        var outputs = new TreeMap<String, String>();
        outputs.put(Migrations.APPLIED, String.valueOf(applied.size()));
        outputs.put(Migrations.LAST, applied.isEmpty() ? "" : applied.getLast());
        outputs.put(Migrations.PENDING, String.valueOf(pending.size()));
        Set<String> there = new HashSet<>(applied);
        planned.stream()
                .filter(there::contains)
                .reduce((a, b) -> b)
                .ifPresent(id -> outputs.put(Migrations.REACHED, id));
        return outputs;
    }
}
