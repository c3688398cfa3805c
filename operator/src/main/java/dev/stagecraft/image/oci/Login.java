package dev.stagecraft.image.oci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.image.RegistryCredential;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Gets what a registry asks for that answered 401: a token from the server it names, anonymously or with the login, or
 * nothing but the login itself. The login goes to the registry and to that server, nowhere else.
 */
final class Login {
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private final RegistryHttp http;
    private final TokenStore tokens;

    Login(RegistryHttp http, TokenStore tokens) {
        this.http = http;
        this.tokens = tokens;
    }

    /** What the caller is to be told instead of asking again; empty when there is now something in the store. */
    Optional<Answer> at(RegistryCall.Target target, Answer.Got refusal) {
        var challenges = refusal.headers().allValues("WWW-Authenticate");
        var bearer = challenges.stream()
                .map(BearerChallenge::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (bearer.isPresent()) {
            return token(bearer.get(), target);
        }
        if (wantsBasic(challenges)
                && target.grant().credential().orElse(null) instanceof RegistryCredential.Basic basic) {
            tokens.keep(target.grant(), basic);
            return Optional.empty();
        }
        return Optional.of(refusal);
    }

    private Optional<Answer> token(BearerChallenge challenge, RegistryCall.Target target) {
        return switch (ask(challenge, target)) {
            case Answer.Failed failed -> Optional.of(failed);
            case Answer.Got got when got.status() == 401 || got.status() == 403 -> Optional.of(got);
            case Answer.Got got
            when got.status() != 200 ->
                Optional.of(new Answer.Failed("its token server answered HTTP " + got.status(), got.status() >= 429));
            case Answer.Got got ->
                tokens.keep(target.grant(), got.body())
                        ? Optional.empty()
                        : Optional.of(new Answer.Failed("its token server gave no token", true));
        };
    }

    /** An identity token is exchanged with the form of OAuth 2, everything else with a plain GET, as Docker does. */
    private Answer ask(BearerChallenge challenge, RegistryCall.Target target) {
        var actions = target.grant().actions();
        var insecure = target.endpoint().insecure();
        var uri = challenge.tokenFor(target.path(), actions);
        return switch (target.grant().credential().orElse(null)) {
            case null -> http.send("GET", uri, JSON, insecure);
            case RegistryCredential.Basic basic ->
                http.send(
                        "GET",
                        uri,
                        Map.of(
                                "Accept",
                                "application/json",
                                "Authorization",
                                "Basic " + basic.auth().reveal()),
                        insecure);
            case RegistryCredential.IdentityToken(var token) ->
                http.send(
                        "POST",
                        challenge.realm(),
                        Map.of("Accept", "application/json", "Content-Type", "application/x-www-form-urlencoded"),
                        challenge.form(target.path(), actions, token).getBytes(UTF_8),
                        insecure);
        };
    }

    private static boolean wantsBasic(List<String> challenges) {
        return challenges.stream()
                .anyMatch(
                        challenge -> challenge.strip().toLowerCase(Locale.ROOT).startsWith("basic"));
    }
}
