package dev.stagecraft.reconcile.observe;

import dev.stagecraft.status.Assessment.Finding;
import java.util.SortedMap;

/** What resolving the images of a release came to. */
public sealed interface Pins {
    /** Service to image with its digest. */
    record Pinned(SortedMap<String, String> images) implements Pins {}

    /** A person must change something. */
    record Refused(Finding finding) implements Pins {}

    /** It may work later. */
    record Trouble(Finding finding) implements Pins {}
}
