package dev.stagecraft.sandbox.digitalocean;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * How the API behaves without being broken.
 *
 * @param activeAfter from the accepted create until the droplet is active and has addresses
 * @param activeAfterReads so many answers must have shown it as new before it turns active
 * @param listLag from the create until the unfiltered listing shows the droplet; reading it by id works at once
 * @param tagLag as {@code listLag}, for the listing by tag
 * @param deleteLag from the delete until listings and reads stop showing it
 * @param creationFails by droplet name: the create action ends as errored and the droplet stays new
 * @param actionFails by action type: the action ends as errored and changes nothing
 */
public record Weather(
        Duration activeAfter,
        int activeAfterReads,
        Duration listLag,
        Duration tagLag,
        Duration deleteLag,
        Limits limits,
        Predicate<String> creationFails,
        Predicate<String> actionFails) {

    /** Requests that one token may make. */
    public record Limits(int perHour, int perMinute) {}

    /** Everything at once, nothing fails, the documented limits. */
    public static Weather calm() {
        return new Weather(
                Duration.ZERO,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                new Limits(5000, 250),
                name -> false,
                type -> false);
    }

    public Weather activeAfter(Duration delay) {
        return new Weather(delay, activeAfterReads, listLag, tagLag, deleteLag, limits, creationFails, actionFails);
    }

    public Weather activeAfterReads(int reads) {
        return new Weather(activeAfter, reads, listLag, tagLag, deleteLag, limits, creationFails, actionFails);
    }

    /** Lags of the unfiltered listing and of the one by tag. */
    public Weather lags(Duration list, Duration tag) {
        return new Weather(activeAfter, activeAfterReads, list, tag, deleteLag, limits, creationFails, actionFails);
    }

    public Weather deleteLag(Duration lag) {
        return new Weather(activeAfter, activeAfterReads, listLag, tagLag, lag, limits, creationFails, actionFails);
    }

    public Weather limits(int perHour, int perMinute) {
        var changed = new Limits(perHour, perMinute);
        return new Weather(
                activeAfter, activeAfterReads, listLag, tagLag, deleteLag, changed, creationFails, actionFails);
    }

    public Weather creationFails(Predicate<String> names) {
        return new Weather(activeAfter, activeAfterReads, listLag, tagLag, deleteLag, limits, names, actionFails);
    }

    public Weather actionFails(Predicate<String> types) {
        return new Weather(activeAfter, activeAfterReads, listLag, tagLag, deleteLag, limits, creationFails, types);
    }
}
