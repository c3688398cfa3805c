package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The wish for one machine, as status recorded it before anything was asked of the cloud.
 *
 * @param createId kept for as long as the wish lasts, over any number of tries
 * @param lastPostAt when a create was last begun, recorded before the request was sent; empty, or cleared again, only
 *     if it is certain that no request took effect
 */
public record CreateIntent(String host, String createId, Optional<Instant> lastPostAt) {
    public CreateIntent {
        requireNonNull(host, "host");
        requireNonNull(createId, "createId");
        requireNonNull(lastPostAt, "lastPostAt");
    }
}
