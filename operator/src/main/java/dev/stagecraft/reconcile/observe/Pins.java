package dev.stagecraft.reconcile.observe;

import dev.stagecraft.plan.BuildTarget;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.SortedMap;

/** What resolving the images of a release came to. */
public sealed interface Pins {
    /**
     * Every image is there, or can be made.
     *
     * @param images service to image with its digest; to the name that follows from its content where it is still to be built
     * @param made those that are made from the source
     */
    record Pinned(SortedMap<String, String> images, List<BuildTarget> made) implements Pins {
        public Pinned {
            made = List.copyOf(made);
        }
    }

    /** A person must change something. */
    record Refused(Finding finding) implements Pins {}

    /** It may work later. */
    record Trouble(Finding finding) implements Pins {}
}
