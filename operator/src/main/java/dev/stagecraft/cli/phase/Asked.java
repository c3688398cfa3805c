package dev.stagecraft.cli.phase;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import java.util.Optional;

/**
 * A request, and whether it still stands: there is one of each kind, and a newer one takes its place. A watch may begin with a
 * state from before it was made, so it is missed only after it was seen.
 */
final class Asked {
    private final String request;
    private final String value;
    private boolean seen;

    /** @param request the kind, such as {@code migrate} */
    Asked(String request, String value) {
        this.request = request;
        this.value = value;
    }

    /** What stands in its place now: empty while it stands itself, an empty text where it was taken away. */
    Optional<String> replacement(Stagecraft now) {
        var found = Requests.asked(now, request);
        if (found.equals(value)) {
            seen = true;
            return Optional.empty();
        }
        return seen ? Optional.of(found) : Optional.empty();
    }
}
