package dev.stagecraft.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;

/** An answer; an empty text is no body. */
record Reply(int status, String body, Map<String, String> headers) {
    static Reply of(int status, JsonNode body) {
        return new Reply(status, body.toString(), Map.of());
    }

    static Reply empty(int status) {
        return new Reply(status, "", Map.of());
    }

    /** As every error of the API is told. */
    static Reply error(int status, String message) {
        return of(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", message)
                        .put("documentation_url", "https://docs.github.com/rest")
                        .put("status", Integer.toString(status)));
    }

    Reply with(Map<String, String> more) {
        var all = new HashMap<>(headers);
        all.putAll(more);
        return new Reply(status, body, all);
    }
}
