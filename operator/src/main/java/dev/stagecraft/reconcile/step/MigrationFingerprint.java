package dev.stagecraft.reconcile.step;

import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.provider.migration.Migration;
import java.util.ArrayList;
import java.util.List;

/** The fingerprints by which a step knows that it runs what was planned. */
public final class MigrationFingerprint {
    private MigrationFingerprint() {}

    /** Of all files from the first to the one of that id; of all where none has it. */
    public static String upTo(List<Migration> files, String id) {
        var lines = new ArrayList<String>();
        for (var file : files) {
            lines.add(file.id() + "=" + file.checksum());
            if (file.id().equals(id)) {
                break;
            }
        }
        return CanonicalJson.hash(lines);
    }
}
