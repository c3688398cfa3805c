package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request, before it knows where the API is.
 *
 * @param target path and query, from {@code /repos}
 * @param label what it does, for messages, as in {@code list the runs of the workflow}
 */
record ApiRequest(String method, String target, String label, Optional<JsonNode> body) {
    static ApiRequest get(String target, String label) {
        return new ApiRequest("GET", target, label, Optional.empty());
    }

    static ApiRequest post(String target, String label) {
        return new ApiRequest("POST", target, label, Optional.empty());
    }

    ApiRequest with(JsonNode content) {
        return new ApiRequest(method, target, label, Optional.of(content));
    }
}
