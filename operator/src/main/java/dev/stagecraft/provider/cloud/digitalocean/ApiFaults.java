package dev.stagecraft.provider.cloud.digitalocean;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.secret.Sanitizer;
import java.util.Locale;

/** Turns answers that are no success, and no answers, into exceptions with a sentence that carries no secret. */
final class ApiFaults {
    private final Sanitizer sanitizer;

    ApiFaults(Sanitizer sanitizer) {
        this.sanitizer = sanitizer;
    }

    /** For every answer but 2xx and 429. */
    CloudException refused(ApiRequest request, Exchange.Answer answer) {
        return refused(code(answer), request, answer);
    }

    /** As {@link #refused(ApiRequest, Exchange.Answer)}, where the request tells more than the status does. */
    CloudException refused(Code code, ApiRequest request, Exchange.Answer answer) {
        JsonNode error = answer.body();
        String said = error.path("message").asText("");
        String text = "DigitalOcean answered %d to %s%s%s. %s"
                .formatted(
                        answer.status(),
                        request.label(),
                        said.isBlank() ? "" : ": \"" + said + "\"",
                        error.path("request_id").isTextual()
                                ? " (request " + error.path("request_id").asText() + ")"
                                : "",
                        advice(code));
        return new CloudException(code, sanitizer.clean(text));
    }

    CloudException notSent(ApiRequest request, Exchange.NotSent failed) {
        return new CloudException(
                Code.UNREACHABLE,
                "The DigitalOcean API could not be reached for " + request.label()
                        + "; nothing was sent. Check the network.",
                failed.cause());
    }

    CloudException lost(ApiRequest request, Exchange.Lost lost) {
        return new CloudException(
                lost.code(), "The request " + request.label() + " to DigitalOcean " + lost.why() + ".", lost.cause());
    }

    CloudException protocol(ApiRequest request, String what) {
        return new CloudException(
                Code.PROTOCOL, sanitizer.clean("The answer of DigitalOcean to " + request.label() + " " + what + "."));
    }

    CloudException ambiguous(ApiRequest request, CloudException cause) {
        return new CloudException(
                Code.AMBIGUOUS_CREATE,
                "Whether a droplet was made is not known: " + cause.getMessage()
                        + " It is looked up before another is asked for.",
                cause);
    }

    private static Code code(Exchange.Answer answer) {
        int status = answer.status();
        String said = answer.body().path("message").asText("");
        return switch (status) {
            case 401 -> Code.UNAUTHORIZED;
            case 403 -> Code.FORBIDDEN;
            case 404 -> Code.NOT_FOUND;
            case 408 -> Code.TIMEOUT;
            case 409, 423 -> Code.CONFLICT;
            case 422 -> namesTheLimit(said) ? Code.QUOTA : Code.INVALID_REQUEST;
            default -> status >= 500 ? Code.SERVER_ERROR : status >= 400 ? Code.INVALID_REQUEST : Code.PROTOCOL;
        };
    }

    /** The contract has no code of its own for this, and a person must do something else about it than about a typo. */
    private static boolean namesTheLimit(String said) {
        return said.toLowerCase(Locale.ROOT).contains("droplet limit");
    }

    private static String advice(Code code) {
        return switch (code) {
            case UNAUTHORIZED -> "Check the token in the Secret.";
            case FORBIDDEN ->
                "Give the token the scopes to create, read and delete droplets and to read and create tags.";
            case QUOTA -> "Raise the account's droplet limit or delete droplets.";
            case INVALID_REQUEST -> "Change the resource; nothing was done.";
            case CONFLICT -> "The droplet is busy; this is tried again.";
            case SERVER_ERROR, TIMEOUT, RATE_LIMITED, UNREACHABLE -> "This is tried again.";
            case PROTOCOL ->
                "This is outside the API's contract; redirects are not followed, as they would take the token along.";
            case NOT_FOUND, AMBIGUOUS_CREATE, NOT_OURS, UNSUPPORTED -> "Nothing was done.";
        };
    }
}
