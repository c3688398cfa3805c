package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code /v2/droplets}. */
final class DropletEndpoints {
    private final World world;

    DropletEndpoints(World world) {
        this.world = world;
    }

    Reply list(Team team, SimRequest request) {
        String tag = request.query().getOrDefault("tag_name", "");
        String name = request.query().getOrDefault("name", "");
        if (!tag.isEmpty() && !name.isEmpty()) {
            return Reply.unprocessable("tag_name can not be combined with name or type.");
        }
        Weather weather = world.weather();
        Duration lag = tag.isEmpty() ? weather.listLag() : weather.tagLag();
        List<ObjectNode> shown = team.listed(lag).stream()
                .filter(droplet -> tag.isEmpty() || droplet.tags().contains(tag))
                .filter(droplet -> name.isEmpty() || droplet.name().equalsIgnoreCase(name))
                .map(SimDroplet::json)
                .toList();
        return Paging.reply(request, "droplets", shown);
    }

    Reply get(Team team, long id) {
        return team.find(id).map(droplet -> Reply.ok("droplet", droplet.json())).orElseGet(Reply::notFound);
    }

    Reply delete(Team team, long id) {
        return team.find(id)
                .filter(SimDroplet::live)
                .map(droplet -> {
                    if (droplet.locked()) {
                        return Reply.unprocessable("Droplet already has a pending event.");
                    }
                    team.destroy(id);
                    return Reply.noContent();
                })
                .orElseGet(Reply::notFound);
    }

    Reply create(Team team, SimRequest request) {
        JsonNode body = request.body();
        List<String> names = names(body);
        return CreateRules.fault(body, names)
                .map(Reply::unprocessable)
                .orElseGet(() -> team.full(names.size())
                        ? Reply.unprocessable("creating this/these droplet(s) will exceed your droplet limit")
                        : accepted(team, request, names));
    }

    private Reply accepted(Team team, SimRequest request, List<String> names) {
        JsonNode body = request.body();
        var placement = new SimDroplet.Placement(
                body.path("region").asText("nyc3"),
                body.path("size").asText(),
                Catalogue.image(body.path("image").asText()).orElseThrow().slug());
        Set<String> tags = new TreeSet<>();
        body.path("tags").forEach(tag -> tags.add(tag.asText()));
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        var actions = JsonNodeFactory.instance.arrayNode();
        var droplets = JsonNodeFactory.instance.arrayNode();
        for (String name : names) {
            SimDroplet droplet =
                    team.create(name, placement, tags, body.path("user_data").asText(""));
            droplets.add(droplet.json());
            actions.add(link(team, droplet, request));
        }
        if (body.has("names")) {
            reply.set("droplets", droplets);
        } else {
            reply.set("droplet", droplets.get(0));
        }
        reply.putObject("links").set("actions", actions);
        return Reply.of(202, reply);
    }

    private static ObjectNode link(Team team, SimDroplet droplet, SimRequest request) {
        long id = team.actions().stream()
                .filter(action -> action.dropletId() == droplet.id())
                .mapToLong(SimAction::id)
                .findFirst()
                .orElseThrow();
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("rel", "create")
                .put("href", request.base() + "/v2/actions/" + id);
    }

    private static List<String> names(JsonNode body) {
        var names = new ArrayList<String>();
        if (body.path("name").isTextual()) {
            names.add(body.path("name").textValue());
        }
        body.path("names").forEach(name -> names.add(name.asText()));
        return names;
    }
}
