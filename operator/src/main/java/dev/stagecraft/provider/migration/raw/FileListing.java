package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The files of a source, read: scripts in the order of their numbers, and what there is to say about the rest. */
record FileListing(List<MigrationScript> scripts, List<String> notes, List<MigrationRefusal> refusals) {
    FileListing {
        scripts = List.copyOf(scripts);
        notes = List.copyOf(notes);
        refusals = List.copyOf(refusals);
    }

    static FileListing of(Dialect dialect, List<MigrationFile> files) {
        var names = files.stream().map(MigrationFile::name).collect(Collectors.toUnmodifiableSet());
        var reading = new Reading(dialect, names);
        files.stream().sorted(Comparator.comparing(MigrationFile::name)).forEach(reading::add);
        return reading.listing();
    }

    private static final class Reading {
        private static final int NAMED = 5;

        private final Dialect dialect;
        private final Set<String> all;
        private final List<MigrationScript> scripts = new ArrayList<>();
        private final List<FileName> numbered = new ArrayList<>();
        private final List<String> directories = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final List<MigrationRefusal> refusals = new ArrayList<>();
        private final HashSet<String> names = new HashSet<>();
        private final HashMap<Long, String> byNumber = new HashMap<>();

        Reading(Dialect dialect, Set<String> all) {
            this.dialect = dialect;
            this.all = all;
        }

        void add(MigrationFile file) {
            if (!names.add(file.name())) {
                refuse(file.name() + " is there twice: keep one of the two.");
                return;
            }
            if (file.isDirectory()) {
                directories.add(file.name());
                return;
            }
            if (!FileName.isSql(file.name())) {
                notes.add(file.name() + " is ignored: it is not an .sql file.");
                return;
            }
            if (FileName.doing(file.name()).filter(all::contains).isPresent()) {
                notes.add(file.name() + " never runs: it undoes a migration that is there too.");
                return;
            }
            FileName.fault(file.name()).ifPresent(fault -> refuse(file.name() + " cannot be used: " + fault + "."));
            FileName.read(file.name()).ifPresent(name -> add(name, file));
        }

        private void add(FileName name, MigrationFile file) {
            String taken = byNumber.putIfAbsent(name.number(), file.name());
            if (taken != null) {
                refuse("%s and %s have the same number: give the newer one the next free number."
                        .formatted(taken, file.name()));
                return;
            }
            numbered.add(name);
            new ScriptReading(dialect, name, file).read(scripts::add, refusals::add);
        }

        private void refuse(String sentence) {
            refusals.add(new MigrationRefusal(MigrationReason.INVALID_FILE, sentence));
        }

        /** Files come in the order of their names here, so a number that goes down shows that text orders them otherwise. */
        FileListing listing() {
            if (!directories.isEmpty()) {
                int more = directories.size() - NAMED;
                notes.add("Directories are not looked into, files in them do not run: %s%s."
                        .formatted(
                                String.join(", ", directories.subList(0, Math.min(NAMED, directories.size()))),
                                more > 0 ? " and " + more + " more" : ""));
            }
            for (int i = 1; i < numbered.size(); i++) {
                FileName before = numbered.get(i - 1);
                FileName after = numbered.get(i);
                if (before.number() > after.number()) {
                    notes.add(
                            "Files run in the order of their numbers, not of their text: %s.sql runs before %s.sql. Pad the numbers of new files; a file that is applied keeps its name."
                                    .formatted(after.id(), before.id()));
                    break;
                }
            }
            scripts.sort(Comparator.comparingLong(MigrationScript::number));
            return new FileListing(scripts, notes, refusals);
        }
    }
}
