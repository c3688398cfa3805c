package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A pending migration. {@code phase} is {@code migrate_pre}, {@code migrate_post}, {@code contract} or {@code manual}; {@code
 * risk} is {@code Expand}, {@code Risky} or {@code Contract}, and {@code reason} says why it is not the first.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanMigration(String database, String id, String phase, String risk, String reason) {
    public PlanMigration {
        database = Guard.text(database);
        id = Guard.text(id);
        phase = Guard.text(phase);
        risk = Guard.text(risk);
        reason = Guard.text(reason);
    }
}
