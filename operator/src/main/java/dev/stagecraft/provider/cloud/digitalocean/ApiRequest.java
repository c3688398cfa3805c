package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request, before it knows where the API is.
 *
 * @param target path and query, from {@code /v2}
 * @param endpoint the path with ids left out, for metrics and messages
 */
record ApiRequest(String method, String target, String endpoint, Optional<JsonNode> body, Use use) {

    static ApiRequest get(String target, String endpoint) {
        return new ApiRequest("GET", target, endpoint, Optional.empty(), Use.ORDINARY);
    }

    static ApiRequest post(String target, JsonNode body) {
        return new ApiRequest("POST", target, target, Optional.of(body), Use.ORDINARY);
    }

    static ApiRequest delete(String target, String endpoint) {
        return new ApiRequest("DELETE", target, endpoint, Optional.empty(), Use.DELETE);
    }

    ApiRequest on(Use use) {
        return new ApiRequest(method, target, endpoint, body, use);
    }

    /** Such as {@code GET /v2/droplets/{id}}. */
    String label() {
        return method + " " + endpoint;
    }
}
