package dev.stagecraft.reconcile.observe;

import dev.stagecraft.release.Sightings.Sighting;
import dev.stagecraft.status.Assessment.Finding;
import java.util.List;
import java.util.Optional;

/** What asking the cloud for a resource's machines came to. */
public sealed interface Listing {
    /**
     * The machines, to the last page.
     *
     * @param account the cloud's id of the account that was listed; empty where the cloud does not tell
     */
    record Machines(List<Sighting> sightings, Optional<String> account) implements Listing {}

    /** A person must change something before it can work. */
    record Refused(Finding finding) implements Listing {}

    /** It may work later. */
    record Trouble(Finding finding) implements Listing {}
}
