package dev.stagecraft.provider.migration.raw;

import dev.stagecraft.provider.migration.Migration;
import dev.stagecraft.provider.migration.MigrationDirectives;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.MigrationRefusal;
import dev.stagecraft.provider.migration.MigrationRisk;
import dev.stagecraft.provider.migration.raw.sql.Classifier;
import dev.stagecraft.provider.migration.raw.sql.Dialect;
import dev.stagecraft.provider.migration.raw.sql.Script;
import dev.stagecraft.provider.migration.raw.sql.ScriptException;
import dev.stagecraft.provider.migration.raw.sql.Statement;
import dev.stagecraft.provider.migration.raw.sql.TransactionUse;
import dev.stagecraft.provider.migration.raw.sql.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads one file; everything that must not run is found here, before anything does. */
record ScriptReading(Dialect dialect, FileName name, MigrationFile file) {

    /** Gives either a script or the refusals. */
    void read(Consumer<MigrationScript> script, Consumer<MigrationRefusal> refusal) {
        String content = MigrationScript.normal(file.content());
        if (content.indexOf('\0') >= 0) {
            refusal.accept(invalid("holds a NUL character: it is no text"));
            return;
        }
        Script read;
        try {
            read = Script.read(dialect, content);
        } catch (ScriptException fault) {
            refusal.accept(new MigrationRefusal(
                    MigrationReason.INVALID_FILE,
                    "%s line %d: %s".formatted(file.name(), fault.line(), fault.sentence())));
            return;
        }
        if (read.statements().isEmpty()) {
            refusal.accept(invalid("holds no statement: fill it, or take it out of the source"));
            return;
        }
        var refusals = new ArrayList<MigrationRefusal>();
        MigrationScript made = script(read, content, refusals);
        if (refusals.isEmpty()) {
            script.accept(made);
        }
        refusals.forEach(refusal);
    }

    private MigrationScript script(Script read, String content, List<MigrationRefusal> refusals) {
        var risk = MigrationRisk.EXPAND;
        boolean commits = false;
        var reasons = new EnumMap<MigrationRisk, List<String>>(MigrationRisk.class);
        List<Verdict> verdicts = Classifier.classify(dialect, read.statements());
        for (int i = 0; i < verdicts.size(); i++) {
            Statement statement = read.statements().get(i);
            switch (verdicts.get(i)) {
                case Verdict.Forbidden(var reason) ->
                    refusals.add(new MigrationRefusal(
                            MigrationReason.STATEMENT_FORBIDDEN,
                            "%s line %d may not run: %s".formatted(file.name(), statement.line(), reason)));
                case Verdict.Allowed allowed -> {
                    risk = risk.or(allowed.risk());
                    commits |= allowed.transaction() == TransactionUse.COMMITS;
                    if (allowed.transaction() == TransactionUse.OUTSIDE
                            && !read.directives().noTransaction()) {
                        refusals.add(new MigrationRefusal(
                                MigrationReason.INVALID_FILE,
                                "%s line %d cannot run in a transaction: move the statement to a file of its own that begins with the line -- stagecraft:no-transaction."
                                        .formatted(file.name(), statement.line())));
                    }
                    if (allowed.risk() != MigrationRisk.EXPAND) {
                        reasons.computeIfAbsent(allowed.risk(), _ -> new ArrayList<>())
                                .add("line %d: %s".formatted(statement.line(), allowed.reason()));
                    }
                }
            }
        }
        if (read.directives().noTransaction()) {
            ConcurrentIndex.withoutName(read.statements())
                    .ifPresent(statement -> refusals.add(new MigrationRefusal(
                            MigrationReason.INVALID_FILE,
                            "%s line %d builds an index without a name: name it, so that what is left of a broken build can be found."
                                    .formatted(file.name(), statement.line()))));
        }
        var directives = new MigrationDirectives(
                read.directives().noTransaction(), read.directives().neededBy());
        var migration =
                new Migration(name.id(), MigrationScript.checksum(content), risk, worstFirst(reasons), directives);
        return new MigrationScript(file.name(), name.number(), migration, read.statements(), commits);
    }

    /** Whoever shows them may have to cut; among equals the order of the file stays. */
    private static List<String> worstFirst(Map<MigrationRisk, List<String>> reasons) {
        return reasons.entrySet().stream()
                .sorted(Map.Entry.<MigrationRisk, List<String>>comparingByKey().reversed())
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private MigrationRefusal invalid(String fault) {
        return new MigrationRefusal(MigrationReason.INVALID_FILE, file.name() + " " + fault + ".");
    }
}
