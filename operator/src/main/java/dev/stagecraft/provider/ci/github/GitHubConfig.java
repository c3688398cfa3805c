package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.ConfigCheck.Text;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code spec.build.providers.github}, as far as it could be read.
 *
 * @param repository owner and name
 * @param workflow name of the file in {@code .github/workflows}
 * @param ref branch or tag whose workflow file is run; the repository's default branch otherwise
 * @param runner label of the machines that build
 * @param login names of the repository's secrets with the registry's user and password; none for GitHub's own registry
 * @param secrets by the ids that recipes name, the names of the repository's secrets
 * @param push what a push to a branch does; nothing otherwise
 */
record GitHubConfig(
        String repository,
        String workflow,
        Optional<String> ref,
        URI apiUrl,
        Optional<SecretReference> token,
        String runner,
        Optional<Login> login,
        SortedMap<String, String> secrets,
        Optional<PushConfig> push) {
    static final String TOKEN = "tokenSecretRef";
    static final URI PUBLIC_API = URI.create("https://api.github.com");

    /** What a value in a workflow file may hold: nothing that YAML, a shell or GitHub's expressions would read. */
    static final Pattern PATH = Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9._][A-Za-z0-9._/-]{0,254}");

    static final Pattern SECRET_NAME = Pattern.compile("(?!GITHUB_)[A-Za-z_][A-Za-z0-9_]{0,99}");
    static final Pattern BRANCH = Pattern.compile("(?!.*(\\.\\.|//))[A-Za-z0-9._][A-Za-z0-9._/-]{0,199}");

    private static final List<String> KEYS =
            List.of("repository", "workflow", "ref", "apiUrl", TOKEN, "runner", "login", "secrets", "push");
    private static final Pattern REPOSITORY =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\\.{1,2}$)[A-Za-z0-9._-]{1,100}");
    private static final Pattern WORKFLOW = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.ya?ml");
    private static final Pattern URL =
            Pattern.compile("https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+){0,8}/?");
    private static final Pattern RUNNER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** Names of the repository's secrets for the registry. */
    record Login(String username, String password) {
        static final Login USUAL = new Login("REGISTRY_USERNAME", "REGISTRY_PASSWORD");
    }

    /** What was read, and every fault of it. */
    record Reading(GitHubConfig config, List<Violation> violations) {}

    GitHubConfig {
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    /** @param plainHttp whether an API without TLS may be used, as none outside of tests has a reason to be */
    static Reading read(JsonNode json, boolean plainHttp) {
        var check = new ConfigCheck();
        check.object(json, "", KEYS);
        var config = new GitHubConfig(
                check.text(json, "", new Text("repository", REPOSITORY, "owner/name of a GitHub repository", true))
                        .orElse(""),
                check.text(json, "", new Text("workflow", WORKFLOW, "the name of a .yml file", false))
                        .orElse("stagecraft.yml"),
                check.text(json, "", new Text("ref", BRANCH, "the name of a branch or tag", false)),
                url(check, json, plainHttp),
                check.secret(json, "", TOKEN, true),
                check.text(json, "", new Text("runner", RUNNER, "one label of runners, such as ubuntu-latest", false))
                        .orElse("ubuntu-latest"),
                login(check, json.path("login")),
                secrets(check, json.path("secrets")),
                PushConfig.read(check, json.path("push"), "push"));
        return new Reading(config, check.violations());
    }

    private static URI url(ConfigCheck check, JsonNode json, boolean plainHttp) {
        var shape = "the URL of an API, such as https://github.example.com/api/v3";
        var url = check.text(json, "", new Text("apiUrl", URL, shape, false));
        if (url.isPresent() && url.get().startsWith("http:") && !plainHttp) {
            check.note(Violation.invalid("apiUrl", "This must begin with https://, as a token is sent there."));
        }
        return url.map(given -> URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given))
                .orElse(PUBLIC_API);
    }

    private static Optional<Login> login(ConfigCheck check, JsonNode login) {
        if (absent(login)
                || check.object(login, "login", List.of("username", "password")).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Login(
                secretName(check, login, "login", "username").orElse(Login.USUAL.username()),
                secretName(check, login, "login", "password").orElse(Login.USUAL.password())));
    }

    private static SortedMap<String, String> secrets(ConfigCheck check, JsonNode secrets) {
        var names = new TreeMap<String, String>();
        if (!absent(secrets) && !secrets.isObject()) {
            check.note(Violation.invalid("secrets", "This must be an object: by id, the name of a repository secret."));
            return names;
        }
        secrets.properties().forEach(entry -> {
            if (!SECRET_ID.matcher(entry.getKey()).matches()) {
                check.note(Violation.invalid(
                        ConfigCheck.at("secrets", entry.getKey()),
                        "The id of a secret is letters, digits, dots, dashes, underscores."));
            } else {
                secretName(check, secrets, "secrets", entry.getKey())
                        .ifPresent(name -> names.put(entry.getKey(), name));
            }
        });
        return names;
    }

    static Optional<String> secretName(ConfigCheck check, JsonNode parent, String path, String key) {
        var shape = "the name of a secret of the repository: letters, digits and underscores, not GITHUB_…";
        return check.text(parent, path, new Text(key, SECRET_NAME, shape, true));
    }

    static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
