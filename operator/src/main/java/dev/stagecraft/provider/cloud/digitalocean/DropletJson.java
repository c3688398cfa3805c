package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.Machine.State;
import dev.stagecraft.provider.cloud.MachineId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Droplets as the API writes them. */
final class DropletJson {
    private DropletJson() {}

    /** Empty if it is no droplet, or leaves out its tags as it does for a token that may not read them. */
    static Optional<Machine> machine(JsonNode droplet) {
        JsonNode id = droplet.path("id");
        JsonNode tagList = droplet.path("tags");
        Optional<Instant> createdAt = instant(droplet.path("created_at").asText());
        if (!id.isIntegralNumber() || !droplet.path("name").isTextual() || !tagList.isArray() || createdAt.isEmpty()) {
            return Optional.empty();
        }
        Set<String> tags = tagList.valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
        return Optional.of(new Machine(
                new MachineId(id.asText()),
                droplet.path("name").textValue(),
                Tags.host(tags),
                Tags.createId(tags),
                state(droplet.path("status").asText()),
                droplet.path("locked").asBoolean(),
                address(droplet, "public"),
                address(droplet, "private"),
                droplet.path("region").path("slug").asText(""),
                droplet.path("size_slug").asText(""),
                image(droplet.path("image")),
                tags,
                createdAt.get(),
                Optional.empty(),
                Optional.empty()));
    }

    /** The body that makes {@code request}, with what it leaves open taken from {@code config}. */
    static ObjectNode create(CreateMachine request, DigitalOceanConfig config) {
        ObjectNode body = Json.newObject();
        body.put("name", request.name());
        request.machine().region().or(config::region).ifPresent(region -> body.put("region", region));
        request.machine().size().or(config::size).ifPresent(size -> body.put("size", size));
        request.machine().image().or(config::image).ifPresent(image -> putImage(body, image));
        config.vpc().ifPresent(vpc -> body.put("vpc_uuid", vpc));
        Tags.of(request, config.tags()).forEach(body.putArray("tags")::add);
        body.put("user_data", request.userData().reveal());
        body.put("backups", false);
        body.put("ipv6", false);
        body.put("monitoring", false);
        return body;
    }

    /** Private images have numbers only, public ones also a slug. */
    private static void putImage(ObjectNode body, String image) {
        if (image.chars().allMatch(c -> c >= '0' && c <= '9')) {
            body.put("image", Long.parseLong(image));
        } else {
            body.put("image", image);
        }
    }

    private static State state(String status) {
        return switch (status) {
            case "new" -> State.NEW;
            case "active" -> State.ACTIVE;
            case "off" -> State.OFF;
            case "archive" -> State.ARCHIVED;
            default -> State.UNKNOWN;
        };
    }

    private static Optional<String> address(JsonNode droplet, String type) {
        return droplet.path("networks")
                .path("v4")
                .valueStream()
                .filter(network -> network.path("type").asText().equals(type))
                .map(network -> network.path("ip_address").asText())
                .filter(address -> !address.isEmpty())
                .findFirst();
    }

    private static String image(JsonNode image) {
        return image.path("slug").isTextual()
                ? image.path("slug").textValue()
                : image.path("id").asText("");
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }
}
