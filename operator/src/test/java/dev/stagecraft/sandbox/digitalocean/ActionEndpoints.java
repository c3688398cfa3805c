package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** {@code /v2/actions} and {@code /v2/droplets/{id}/actions}. */
final class ActionEndpoints {
    private static final List<String> TYPES =
            List.of("reboot", "power_cycle", "power_on", "power_off", "shutdown", "resize", "rename");

    private final World world;

    ActionEndpoints(World world) {
        this.world = world;
    }

    Reply list(Team team, SimRequest request) {
        return Paging.reply(request, "actions", json(team.actions()));
    }

    Reply listOf(Team team, SimRequest request, long dropletId) {
        if (team.find(dropletId).isEmpty()) {
            return Reply.notFound();
        }
        return Paging.reply(request, "actions", json(of(team, dropletId)));
    }

    Reply get(Team team, long id) {
        return one(team.actions(), id);
    }

    Reply getOf(Team team, long dropletId, long id) {
        return one(of(team, dropletId), id);
    }

    /** Actions end at once; what fails and what they change is the weather's and the type's business. */
    Reply begin(Team team, SimRequest request, long dropletId) {
        Optional<SimDroplet> found = team.find(dropletId).filter(SimDroplet::live);
        String type = request.body().path("type").asText();
        if (found.isEmpty()) {
            return Reply.notFound();
        }
        if (!TYPES.contains(type)) {
            return Reply.unprocessable("You specified an invalid action type.");
        }
        SimDroplet droplet = found.get();
        if (droplet.locked() || droplet.status().equals("new")) {
            return Reply.unprocessable("Droplet already has a pending event.");
        }
        if (type.equals("resize")
                && Catalogue.size(request.body().path("size").asText()).isEmpty()) {
            return Reply.unprocessable("You specified an invalid size.");
        }
        return Reply.of(
                201,
                Reply.ok("action", run(team, droplet, request.body()).json()).body());
    }

    private SimAction run(Team team, SimDroplet droplet, JsonNode body) {
        String type = body.path("type").asText();
        SimAction begun = team.begin(droplet, type);
        boolean fails = world.weather().actionFails().test(type);
        if (!fails) {
            team.replace(changed(droplet, type, body));
        }
        team.replace(begun.ended(fails ? "errored" : "completed", world.clock().instant()));
        return begun;
    }

    private static SimDroplet changed(SimDroplet droplet, String type, JsonNode body) {
        SimDroplet.Placement at = droplet.placement();
        return switch (type) {
            case "power_off", "shutdown" -> droplet.with("off", false);
            case "rename" -> droplet.named(body.path("name").asText(), at);
            case "resize" ->
                droplet.named(
                        droplet.name(),
                        new SimDroplet.Placement(at.region(), body.path("size").asText(), at.image()));
            default -> droplet.with("active", false);
        };
    }

    private static List<SimAction> of(Team team, long dropletId) {
        return team.actions().stream()
                .filter(action -> action.dropletId() == dropletId)
                .toList();
    }

    private static Reply one(List<SimAction> actions, long id) {
        return actions.stream()
                .filter(action -> action.id() == id)
                .findFirst()
                .map(action -> Reply.ok("action", action.json()))
                .orElseGet(Reply::notFound);
    }

    private static List<ObjectNode> json(List<SimAction> actions) {
        return actions.stream().map(SimAction::json).toList();
    }
}
