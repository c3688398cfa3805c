package dev.stagecraft.plan;

import java.util.Arrays;

/** When the migrations of a database run. */
public enum MigrationStrategy {
    PRE_DEPLOY("pre_deploy"),
    POST_DEPLOY("post_deploy"),
    MANUAL("manual");

    private final String label;

    MigrationStrategy(String label) {
        this.label = label;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The strategy of that word; anything unknown runs nothing by itself. */
    public static MigrationStrategy of(String label) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.label.equals(label))
                .findFirst()
                .orElse(MANUAL);
    }
}
