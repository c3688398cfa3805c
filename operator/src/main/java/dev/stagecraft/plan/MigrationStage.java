package dev.stagecraft.plan;

import java.util.Arrays;
import java.util.Optional;

/** When a migration runs. */
public enum MigrationStage {
    /** In a release, before any of its containers exists. */
    MIGRATE_PRE("migrate_pre", Phase.MIGRATE_PRE),
    /** In a release, after the last old container is gone. */
    MIGRATE_POST("migrate_post", Phase.MIGRATE_POST),
    /** In a plan of its own once the release serves, since it takes away what an old version needs. */
    CONTRACT("contract", Phase.INFRA),
    /** In a plan of its own when somebody asks. */
    MANUAL("manual", Phase.INFRA);

    private final String label;
    private final Phase phase;

    MigrationStage(String label, Phase phase) {
        this.label = label;
        this.phase = phase;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The phase of its steps. */
    public Phase phase() {
        return phase;
    }

    /** The id of the step that runs a database's migrations then. */
    public String step(String database) {
        return (this == MANUAL ? "migrate" : label) + "/" + database;
    }

    /** The stage of that word; empty for a word that is none. */
    public static Optional<MigrationStage> of(String label) {
        return Arrays.stream(values())
                .filter(stage -> stage.label.equals(label))
                .findFirst();
    }
}
