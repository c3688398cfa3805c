package dev.stagecraft.provider.secrets;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.secret.Secret;
import java.util.Map;

/**
 * What is to be carried, and where.
 *
 * @param cluster what the Secrets that the provider keeps hold now, by name and key; one that does not exist is absent
 */
public record SyncRequest(
        JsonNode config, SyncDirection direction, Map<String, Map<String, Secret>> cluster, Workplace workplace) {
    public SyncRequest {
        requireNonNull(direction, "direction");
        cluster = Map.copyOf(cluster);
    }
}
