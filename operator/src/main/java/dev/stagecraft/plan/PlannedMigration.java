package dev.stagecraft.plan;

/**
 * A migration as a plan lists it.
 *
 * @param stage when it runs; {@link MigrationStage#CONTRACT} in a release's plan is not run by that plan
 * @param reason why it is worse than {@link MigrationClass#EXPAND}; may be empty
 */
public record PlannedMigration(String database, String id, MigrationStage stage, MigrationClass type, String reason) {
    /** The id of the step that runs it. */
    public String step() {
        return stage.step(database);
    }
}
