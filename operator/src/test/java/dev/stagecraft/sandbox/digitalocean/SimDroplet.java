package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One droplet as it is now; immutable, replaced at every change. */
public record SimDroplet(
        long id,
        String name,
        Placement placement,
        Set<String> tags,
        String userData,
        Instant createdAt,
        String status,
        boolean locked,
        int reads,
        String publicIp,
        Optional<Instant> deletedAt) {

    /** Slugs of where it runs, how large it is and what it was made from. */
    public record Placement(String region, String size, String image) {}

    SimDroplet with(String status, boolean locked) {
        return new SimDroplet(
                id, name, placement, tags, userData, createdAt, status, locked, reads, publicIp, deletedAt);
    }

    SimDroplet read() {
        return new SimDroplet(
                id, name, placement, tags, userData, createdAt, status, locked, reads + 1, publicIp, deletedAt);
    }

    SimDroplet named(String name, Placement placement) {
        return new SimDroplet(
                id, name, placement, tags, userData, createdAt, status, locked, reads, publicIp, deletedAt);
    }

    SimDroplet deleted(Instant now) {
        return new SimDroplet(
                id, name, placement, tags, userData, createdAt, status, locked, reads, publicIp, Optional.of(now));
    }

    boolean live() {
        return deletedAt.isEmpty();
    }

    ObjectNode json() {
        Catalogue.Size size = Catalogue.size(placement.size()).orElseThrow();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("name", name);
        json.put("memory", size.memory()).put("vcpus", size.vcpus()).put("disk", size.disk());
        json.put("locked", locked).put("status", status).putNull("kernel");
        json.put("created_at", createdAt.truncatedTo(ChronoUnit.SECONDS).toString());
        List.of("features", "backup_ids", "snapshot_ids", "volume_ids").forEach(json::putArray);
        json.putNull("next_backup_window");
        json.set("image", Catalogue.image(placement.image()).orElseThrow().json());
        json.set("size", size.json());
        json.put("size_slug", placement.size());
        json.set("networks", networks());
        json.set("region", Catalogue.region(placement.region()).orElseThrow().json());
        tags.stream().sorted().forEach(json.putArray("tags")::add);
        return json;
    }

    private ObjectNode networks() {
        ObjectNode networks = JsonNodeFactory.instance.objectNode();
        var v4 = networks.putArray("v4");
        networks.putArray("v6");
        if (!status.equals("new")) {
            String privateIp = "10.108." + (id / 250 % 250) + "." + (1 + id % 250);
            v4.addObject()
                    .put("ip_address", privateIp)
                    .put("netmask", "255.255.0.0")
                    .put("type", "private");
            v4.addObject()
                    .put("ip_address", publicIp)
                    .put("netmask", "255.0.0.0")
                    .put("gateway", "127.0.0.1")
                    .put("type", "public");
        }
        return networks;
    }
}
