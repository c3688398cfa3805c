package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.MachineId;

/** The noun {@code /v2/droplets/{id}/actions}. */
final class Actions {
    private final ApiClient api;

    Actions(ApiClient api) {
        this.api = api;
    }

    /** What became of the action {@code create} of this droplet. */
    CreationState creation(MachineId id) {
        String target = "/v2/droplets/" + Long.parseUnsignedLong(id.value()) + "/actions?per_page=200";
        return api.read(ApiRequest.get(target, "/v2/droplets/{id}/actions"))
                .flatMap(body -> body.path("actions")
                        .valueStream()
                        .filter(action -> action.path("type").asText().equals("create"))
                        .findFirst())
                .map(Actions::state)
                .orElse(CreationState.UNKNOWN);
    }

    private static CreationState state(JsonNode action) {
        return switch (action.path("status").asText()) {
            case "in-progress" -> CreationState.IN_PROGRESS;
            case "completed" -> CreationState.COMPLETED;
            case "errored" -> CreationState.ERRORED;
            default -> CreationState.UNKNOWN;
        };
    }
}
