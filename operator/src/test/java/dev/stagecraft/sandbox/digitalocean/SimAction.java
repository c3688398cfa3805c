package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** One action on a droplet. */
record SimAction(
        long id,
        long dropletId,
        String type,
        String status,
        Instant startedAt,
        Optional<Instant> completedAt,
        String region) {

    SimAction ended(String status, Instant now) {
        return new SimAction(id, dropletId, type, status, startedAt, Optional.of(now), region);
    }

    boolean running() {
        return status.equals("in-progress");
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("status", status).put("type", type);
        json.put("started_at", startedAt.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put(
                "completed_at",
                completedAt
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(null));
        json.put("resource_id", dropletId).put("resource_type", "droplet");
        json.set("region", Catalogue.region(region).orElseThrow().json());
        json.put("region_slug", region);
        return json;
    }
}
