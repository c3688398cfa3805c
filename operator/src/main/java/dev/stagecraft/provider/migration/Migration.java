package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One migration as it would run.
 *
 * @param id what the database's record calls it; never changes
 * @param checksum SHA-256 of the content, in hex
 * @param risk the worst of its statements
 * @param reasons a line for each statement that is more than {@link MigrationRisk#EXPAND}, in the order of the file
 */
public record Migration(
        String id, String checksum, MigrationRisk risk, List<String> reasons, MigrationDirectives directives) {
    public Migration {
        requireNonNull(id, "id");
        requireNonNull(checksum, "checksum");
        requireNonNull(risk, "risk");
        requireNonNull(directives, "directives");
        reasons = List.copyOf(reasons);
    }
}
