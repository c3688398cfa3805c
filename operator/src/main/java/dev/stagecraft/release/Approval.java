package dev.stagecraft.release;

import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Risk;
import java.util.Optional;

/** Which plans wait for a person. */
public enum Approval {
    /** None does. */
    AUTOMATIC("Automatic"),
    /** Those that delete or replace something. */
    DESTRUCTIVE("Destructive"),
    /** Every one. */
    ALWAYS("Always");

    private final String label;

    Approval(String label) {
        this.label = label;
    }

    /** The policy of that word; anything unknown asks for every approval. */
    public static Approval of(String label) {
        for (var policy : values()) {
            if (policy.label.equals(label)) {
                return policy;
            }
        }
        return ALWAYS;
    }

    /** Whether the plan must wait although {@code approved} was approved: only its own id counts. */
    public boolean holdsBack(Plan plan, Optional<String> approved) {
        return asksFor(plan.risk()) && !approved.equals(Optional.of(plan.id()));
    }

    private boolean asksFor(Risk risk) {
        return switch (this) {
            case AUTOMATIC -> false;
            case DESTRUCTIVE -> risk == Risk.DESTRUCTIVE;
            case ALWAYS -> true;
        };
    }
}
