package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.AppliedMigration;
import dev.stagecraft.provider.migration.MigrationPlan;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.raw.Comparison.Found;
import dev.stagecraft.provider.migration.raw.LedgerEntry.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The making of one {@link Comparison}. */
final class ComparisonWork {
    private final FileListing listing;
    private final Found found;
    private final RawConfig config;
    private final List<MigrationScript> pending = new ArrayList<>();
    private final List<MigrationScript> baselined = new ArrayList<>();
    private final List<MigrationScript> checksums = new ArrayList<>();
    private final Map<String, State> settled = new HashMap<>();
    private final List<AppliedMigration> applied = new ArrayList<>();
    private final List<String> notes;
    private final List<MigrationRefusal> refusals;
    private final Map<String, LedgerEntry> withoutFile;

    ComparisonWork(FileListing listing, Found found, RawConfig config) {
        this.listing = listing;
        this.found = found;
        this.config = config;
        this.notes = new ArrayList<>(listing.notes());
        this.refusals = new ArrayList<>(listing.refusals());
        this.withoutFile = new LinkedHashMap<>(found.entries());
        listing.scripts().forEach(script -> withoutFile.remove(script.id()));
    }

    Comparison result() {
        noteStepwise();
        var migrations = pending.stream().map(MigrationScript::migration).toList();
        return new Comparison(
                pending,
                baselined,
                checksums,
                settled,
                new MigrationPlan(migrations, applied, toRecord(), notes, refusals));
    }

    private List<String> toRecord() {
        return listing.scripts().stream()
                .filter(script -> baselined.contains(script)
                        || checksums.contains(script)
                        || settled.get(script.id()) == State.DONE)
                .map(MigrationScript::id)
                .toList();
    }

    private void noteStepwise() {
        var stepwise = pending.stream()
                .filter(script -> !script.transactional()
                        && script.statements().size() > 1
                        && !ConcurrentIndex.all(script.statements()))
                .map(MigrationScript::fileName)
                .toList();
        if (!stepwise.isEmpty()) {
            notes.add(
                    "%s%s: committed statement by statement, so if a later one fails, a person has to say how far it came. Put each statement that is not about rows into a file of its own."
                            .formatted(
                                    stepwise.getFirst(),
                                    stepwise.size() == 1 ? "" : " and %d more files".formatted(stepwise.size() - 1)));
        }
    }

    /** The ledger has no row: the database is new, or others have filled it. */
    void first() {
        pending.addAll(listing.scripts());
        if (found.otherTables().isEmpty() || pending.isEmpty()) {
            return;
        }
        if (config.baseline().isEmpty() && !found.otherTables().get().isEmpty()) {
            refuse(
                    MigrationReason.BASELINE_NEEDED,
                    ("The current schema has no tables, and there are some in %s, so which files the database has already is not known:"
                                    + " add schema=<name> to the options of the connection string, the name of the current schema if"
                                    + " the application is new in this database, or else that of the schema it has its tables in.")
                            .formatted(found.otherTables().get()));
            return;
        }
        if (config.baseline().isEmpty()) {
            refuse(
                    MigrationReason.BASELINE_NEEDED,
                    ("The database has tables and no record of migrations, so which files it has already is not known: set"
                                    + " baseline in the engine's configuration to the id of the last of them (%s, say).")
                            .formatted(pending.getLast().id()));
            return;
        }
        String last = config.baseline().get();
        var script = pending.stream().filter(file -> file.id().equals(last)).findFirst();
        if (script.isEmpty()) {
            refuse(MigrationReason.INVALID_CONFIGURATION, "baseline is %s, and there is no such file.".formatted(last));
            return;
        }
        pending.stream().filter(file -> file.number() <= script.get().number()).forEach(baselined::add);
        pending.removeAll(baselined);
        notes.add("%d files up to %s are recorded as applied without being run, as baseline says."
                .formatted(baselined.size(), last));
    }

    void compare() {
        long last = highestApplied();
        for (MigrationScript script : listing.scripts()) {
            LedgerEntry entry = found.entries().get(script.id());
            if (entry == null) {
                added(script, last);
            } else {
                switch (entry.state()) {
                    case DONE -> done(script, entry);
                    case FAILED -> {
                        notes.add("%s failed before and left nothing behind; it runs again."
                                .formatted(script.fileName()));
                        ordered(script, last);
                    }
                    case RUNNING -> running(script, entry, last);
                }
            }
        }
        missing();
    }

    private long highestApplied() {
        return found.entries().values().stream()
                .filter(entry -> entry.state() == State.DONE)
                .flatMap(entry -> FileName.read(entry.id() + ".sql").stream())
                .mapToLong(FileName::number)
                .max()
                .orElse(-1);
    }

    /** A file without a row is new, unless a row without a file shows that it had another name. */
    private void added(MigrationScript script, long last) {
        var former = withoutFile.values().stream()
                .filter(entry -> entry.state() != State.FAILED && isSame(entry, script))
                .findFirst();
        if (former.isEmpty()) {
            ordered(script, last);
            return;
        }
        refuse(
                MigrationReason.OUT_OF_ORDER,
                ("%s has the number or the text of %s, which was run and has no file any more. Under another name it would run"
                                + " again: call it %s.sql as before, or, if it is another migration, give it a higher number and a text of its own.")
                        .formatted(
                                script.fileName(),
                                former.get().id(),
                                former.get().id()));
    }

    private static boolean isSame(LedgerEntry entry, MigrationScript script) {
        return entry.checksum().filter(script.checksum()::equals).isPresent()
                || FileName.read(entry.id() + ".sql")
                        .filter(name -> name.number() == script.number())
                        .isPresent();
    }

    private void ordered(MigrationScript script, long last) {
        if (script.number() <= last && !config.allowOutOfOrder()) {
            refuse(
                    MigrationReason.OUT_OF_ORDER,
                    ("%s is new and sorts before %d, which is applied: give it a higher number, or set allowOutOfOrder: true in"
                                    + " the engine's configuration.")
                            .formatted(script.fileName(), last));
        } else if (script.number() <= last) {
            notes.add("%s runs although it sorts before an applied file, as allowOutOfOrder says."
                    .formatted(script.fileName()));
        }
        pending.add(script);
    }

    private void done(MigrationScript script, LedgerEntry entry) {
        applied.add(entry.applied());
        String known = entry.checksum().orElse("");
        if (known.equals(script.checksum())) {
            return;
        }
        if (known.isEmpty()) {
            notes.add("%s was applied by a tool that kept no checksum; that of the file as it is now is taken."
                    .formatted(script.fileName()));
            checksums.add(script);
        } else if (script.checksum().equals(config.accept().get(script.id()))) {
            notes.add("%s was edited after it was applied, which accept agrees to; it is not run again."
                    .formatted(script.fileName()));
            checksums.add(script);
        } else {
            refuse(
                    MigrationReason.CHECKSUM_MISMATCH,
                    ("%s was edited after it was applied: applied with checksum %s, and is %s now. Put the old text back and"
                                    + " write a new file, or agree to the edit, which is then not run, with accept: [{id: %s, checksum: %s}]"
                                    + " in the engine's configuration.")
                            .formatted(script.fileName(), known, script.checksum(), script.id(), script.checksum()));
        }
    }

    private void running(MigrationScript script, LedgerEntry entry, long last) {
        if (found.runner().isPresent()) {
            notes.add("%s is being applied by %s, whose end is waited for."
                    .formatted(script.fileName(), found.runner().get()));
            pending.add(script); // without a step that waits, the rollout would go ahead of it
            return;
        }
        var resolution = config.resolve().get(script.id());
        if (resolution != null && resolution.attempt() == entry.attempt()) {
            settled.put(script.id(), resolution.done() ? State.DONE : State.FAILED);
            notes.add("%s was left unclear and is taken as %s, as resolve says."
                    .formatted(script.fileName(), resolution.done() ? "applied" : "not applied"));
            if (resolution.done()) {
                applied.add(entry.applied());
                checksums.add(script); // whoever finished the file by hand may have corrected it too
            } else {
                ordered(script, last);
            }
        } else if (ConcurrentIndex.all(script.statements())) {
            notes.add("%s was left off; the indexes that are complete stay, the others are built again."
                    .formatted(script.fileName()));
            settled.put(script.id(), State.FAILED);
            ordered(script, last);
        } else {
            refuse(MigrationReason.MIGRATION_UNCLEAR, Unclear.sentence(script, entry));
        }
    }

    private void missing() {
        for (LedgerEntry entry : withoutFile.values()) {
            switch (entry.state()) {
                case DONE -> {
                    applied.add(entry.applied());
                    if (listing.refusals().isEmpty()) {
                        notes.add("%s is applied and has no file any more.".formatted(entry.id()));
                    }
                }
                case RUNNING ->
                    notes.add("%s was begun by %s, was left unclear and has no file any more."
                            .formatted(entry.id(), entry.holder()));
                case FAILED -> notes.add("%s failed before and has no file any more.".formatted(entry.id()));
            }
        }
    }

    /** Keeps what may run now. */
    void cut(Optional<String> through) {
        if (through.isEmpty()) {
            return;
        }
        var last = listing.scripts().stream()
                .filter(script -> script.id().equals(through.get()))
                .findFirst();
        if (last.isEmpty()) {
            refuse(
                    MigrationReason.INVALID_CONFIGURATION,
                    "Files are to run through %s, and there is no such file.".formatted(through.get()));
            return;
        }
        pending.removeIf(script -> script.number() > last.get().number());
    }

    private void refuse(MigrationReason reason, String sentence) {
        refusals.add(new MigrationRefusal(reason, sentence));
    }
}
