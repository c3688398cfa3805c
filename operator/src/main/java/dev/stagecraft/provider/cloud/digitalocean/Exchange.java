package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException;
import java.net.http.HttpHeaders;

/** How one request ended. */
sealed interface Exchange {
    /** A whole answer, whatever it says; the body is missing where it is no JSON. */
    record Answer(int status, HttpHeaders headers, JsonNode body) implements Exchange {}

    /** No connection came about, so the request has certainly had no effect. */
    record NotSent(Throwable cause) implements Exchange {}

    /** It was sent, and whether it had an effect is not known. */
    record Lost(CloudException.Code code, String why, Throwable cause) implements Exchange {}
}
