package dev.stagecraft.provider.migration;

import java.util.List;

/**
 * What a run did.
 *
 * @param ran the migrations that this run applied, in order; one whose commit was only found afterwards is among them
 */
public record MigrationReport(List<String> ran, List<String> notes) {
    public MigrationReport {
        ran = List.copyOf(ran);
        notes = List.copyOf(notes);
    }
}
