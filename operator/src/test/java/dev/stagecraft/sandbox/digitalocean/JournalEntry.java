package dev.stagecraft.sandbox.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One request and what became of it; never the token.
 *
 * @param team the token's, or empty if it is nobody's
 * @param query decoded
 * @param requestBody missing where there was none
 * @param status of the answer, or 0 if none was given
 * @param headers of the answer, by lower-case name
 * @param fault the injected fault's name, or empty
 */
public record JournalEntry(
        String team,
        String method,
        String path,
        Map<String, String> query,
        JsonNode requestBody,
        int status,
        Map<String, String> headers,
        JsonNode responseBody,
        String fault) {
    public JournalEntry {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : "?" + query) + " -> " + status
                + (fault.isEmpty() ? "" : " (" + fault + ")");
    }
}
