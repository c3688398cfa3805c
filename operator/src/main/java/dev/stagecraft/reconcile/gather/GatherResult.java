package dev.stagecraft.reconcile.gather;

import dev.stagecraft.status.Assessment.Finding;

/** What gathering came to. */
public sealed interface GatherResult {
    /** Everything is there. */
    record Complete(Gathered gathered) implements GatherResult {}

    /** Something a person must change; the message begins with the field's path. */
    record Refused(Finding finding) implements GatherResult {}
}
