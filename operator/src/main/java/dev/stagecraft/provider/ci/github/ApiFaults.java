package dev.stagecraft.provider.ci.github;

import dev.stagecraft.provider.ci.github.GitHubFailure.Kind;
import dev.stagecraft.secret.Sanitizer;
import java.time.Instant;
import java.util.Locale;

/** Turns answers that are no success, and no answers, into failures with a sentence of their own that carries no secret. */
final class ApiFaults {
    private static final int LONGEST_WORD_OF_THEIRS = 300;

    private final GitHubConfig config;
    private final Sanitizer sanitizer;

    ApiFaults(GitHubConfig config, Sanitizer sanitizer) {
        this.config = config;
        this.sanitizer = sanitizer;
    }

    GitHubFailure notSent(ApiRequest request, Exchange.NotSent failed) {
        return new GitHubFailure(
                Kind.NOT_SENT,
                "%s could not be reached to %s; nothing was sent. Check the network and spec.build.providers.github.apiUrl."
                        .formatted(config.apiUrl(), request.label()),
                failed.cause());
    }

    GitHubFailure lost(ApiRequest request, Exchange.Lost lost) {
        return new GitHubFailure(
                Kind.UNCLEAR, "The request to GitHub to %s %s.".formatted(request.label(), lost.why()), lost.cause());
    }

    GitHubFailure rateLimited(ApiRequest request, int status, Instant until) {
        return GitHubFailure.rateLimited(
                status,
                "GitHub's rate limit for the token is used up, so it did not %s. It is asked again at %s."
                        .formatted(request.label(), until),
                until);
    }

    GitHubFailure stillLimited(Instant until) {
        return GitHubFailure.rateLimited(
                0, "GitHub's rate limit for the token is used up. It is asked again at " + until + ".", until);
    }

    GitHubFailure protocol(ApiRequest request, String what) {
        return new GitHubFailure(
                Kind.UNCLEAR, 0, "The answer of GitHub to the request to " + request.label() + " " + what + ".");
    }

    /** For every answer that is no success and has nothing to do with the rate. */
    GitHubFailure refused(ApiRequest request, Exchange.Answer answer) {
        var status = answer.status();
        var kind = status >= 500 || status == 408 ? Kind.UNCLEAR : Kind.REFUSED;
        var said = said(answer);
        var text = "GitHub answered %d to the request to %s%s. %s"
                .formatted(status, request.label(), said.isEmpty() ? "" : ": \"" + said + "\"", advice(status, said));
        return new GitHubFailure(kind, status, sanitizer.clean(text));
    }

    static String said(Exchange.Answer answer) {
        var said = answer.body().path("message").asText("").strip();
        return said.length() <= LONGEST_WORD_OF_THEIRS ? said : said.substring(0, LONGEST_WORD_OF_THEIRS) + "…";
    }

    private String advice(int status, String said) {
        return switch (status) {
            case 400 -> "This GitHub does not know what was asked; it needs GitHub Enterprise Server 3.9 or later.";
            case 401 ->
                "The token is wrong, expired or revoked: put a new one into the Secret that tokenSecretRef names.";
            case 403 ->
                "The token may not do that: give it read and write access to Actions of " + config.repository()
                        + ", and let it use the organisation where that must be allowed.";
            case 404 ->
                "There is no repository %s with a workflow %s, or the token may not see it: a token without access is told the same. Check both names, that the file is on the default branch, and the token's access."
                        .formatted(config.repository(), config.workflow());
            case 409 -> "Something else is being done to it.";
            case 422 -> unprocessable(said.toLowerCase(Locale.ROOT));
            case 301, 302, 307, 308 ->
                "The repository has moved, and the token is not sent elsewhere: name it in spec.build.providers.github.repository as it is called now.";
            default ->
                status >= 500 || status == 408 ? "This is tried again." : "This is outside of GitHub's contract.";
        };
    }

    private String unprocessable(String said) {
        if (said.contains("disabled")) {
            return "Enable the workflow " + config.workflow() + " in the repository's Actions.";
        }
        if (said.contains("no ref")) {
            return "Name a branch that exists in spec.build.providers.github.ref.";
        }
        return "The file .github/workflows/%s is not the one that Stagecraft writes: put the current one onto the branch."
                .formatted(config.workflow());
    }
}
