package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;

/** How one request ended. */
sealed interface Exchange {
    ObjectMapper MAPPER = new ObjectMapper();

    /** A whole answer, whatever it says. */
    record Answer(int status, HttpHeaders headers, String text) implements Exchange {
        /** Missing where the body is no JSON: gateways write what they like. */
        JsonNode body() {
            try {
                JsonNode node = MAPPER.readTree(text);
                return node == null ? MissingNode.getInstance() : node;
            } catch (JsonProcessingException unreadable) {
                return MissingNode.getInstance();
            }
        }
    }

    /** No connection came about, so the request has certainly had no effect. */
    record NotSent(Throwable cause) implements Exchange {}

    /** It was sent, and whether it had an effect is not known. */
    record Lost(String why, Throwable cause) implements Exchange {}
}
