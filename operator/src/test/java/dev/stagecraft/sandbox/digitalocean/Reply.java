package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An answer; a missing body is an empty one. */
record Reply(int status, JsonNode body, Map<String, String> headers) {
    static Reply of(int status, JsonNode body) {
        return new Reply(status, body, Map.of());
    }

    static Reply ok(String key, JsonNode value) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set(key, value);
        return of(200, body);
    }

    static Reply noContent() {
        return of(204, MissingNode.getInstance());
    }

    static Reply error(int status, String id, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return of(status, body.put("id", id).put("message", message));
    }

    static Reply notFound() {
        return error(404, "not_found", "The resource you requested could not be found.");
    }

    static Reply unprocessable(String message) {
        return error(422, "unprocessable_entity", message);
    }
}
