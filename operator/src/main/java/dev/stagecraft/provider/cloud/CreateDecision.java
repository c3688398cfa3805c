package dev.stagecraft.provider.cloud;

import java.time.Instant;
import java.util.List;

/** What the create protocol says to do next about one logical host. */
public sealed interface CreateDecision {
    /** Nothing exists and nothing can be under way: record {@code lastPostAt}, then create. */
    record Create() implements CreateDecision {}

    /** It exists: use it. */
    record Adopt(Machine machine) implements CreateDecision {}

    /** A create may still turn up: list again at {@code until}. */
    record WaitUntil(Instant until, String why) implements CreateDecision {}

    /** More than one exists: stop and report. Which one is surplus is for a person to say, so nothing is deleted. */
    record Duplicate(List<Machine> machines) implements CreateDecision {
        public Duplicate {
            machines = List.copyOf(machines);
        }
    }
}
