package dev.stagecraft.reconcile.gather;

import dev.stagecraft.status.Assessment.Finding;

/** What gathering came to. */
public sealed interface GatherResult {
    /** Everything is there. */
    record Complete(Gathered gathered) implements GatherResult {}

    /** Something a person must change; the message begins with the field's path. */
    record Refused(Finding finding) implements GatherResult {}

    /** Something that is away now and is asked again by itself. */
    record Troubled(Finding finding) implements GatherResult {}

    /**
     * The commit that the resource is released from could not be read; everything else was not looked at.
     *
     * @param passing whether it is asked again by itself
     */
    record SourceAway(Finding finding, boolean passing) implements GatherResult {}

    /** Something is being read; the resource is woken when it is there. */
    record Pending() implements GatherResult {}
}
