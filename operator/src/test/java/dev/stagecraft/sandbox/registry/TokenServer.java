package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Gives out tokens: with GET anonymously or to a user, with POST for an identity token. */
record TokenServer(RegistryTokens tokens) {
    static final String PATH = "/token";

    /** Empty for one who may have no token. */
    Optional<String> answer(HttpExchange exchange, String authorization) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            var form = parameters(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            return "refresh_token".equals(form.get("grant_type"))
                    ? tokens.exchange(form.getOrDefault("refresh_token", ""), form.getOrDefault("scope", ""))
                    : Optional.empty();
        }
        var query = parameters(exchange.getRequestURI().getRawQuery());
        return tokens.issue(authorization, query.getOrDefault("scope", ""));
    }

    private static Map<String, String> parameters(String query) {
        var all = new HashMap<String, String>();
        for (var pair : query.split("&")) {
            var parts = pair.split("=", 2);
            all.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
        }
        return all;
    }
}
