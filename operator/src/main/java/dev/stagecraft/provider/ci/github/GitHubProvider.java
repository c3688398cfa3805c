package dev.stagecraft.provider.ci.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.build.BuildExecutor;
import dev.stagecraft.build.BuildOutcome;
import dev.stagecraft.build.BuildOutcome.Failed;
import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.ci.WorkflowFile;
import dev.stagecraft.provider.ci.WorkflowRequest;
import dev.stagecraft.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Builds by GitHub Actions. One instance a process, so that all of its executors share what is known of dispatches and rates. */
public final class GitHubProvider implements CiProvider {
    static final String ID = "github";
    private static final Pattern USABLE = Pattern.compile("[\\x21-\\x7e]{1,512}");

    private final GitHubSettings settings;
    private final GitHubAccess access;

    /** As the class path finds it. */
    public GitHubProvider() {
        this(GitHubSettings.standard(), Clock.systemUTC());
    }

    public GitHubProvider(GitHubSettings settings, Clock clock) {
        this.settings = settings;
        this.access = new GitHubAccess(
                settings, new Transport(settings), new RateGate(clock), new Dispatches(settings), clock);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return GitHubConfig.read(config, settings.plainHttp()).violations();
    }

    @Override
    public List<SecretReference> secrets(JsonNode config) {
        return GitHubConfig.read(config, settings.plainHttp()).config().token().stream()
                .toList();
    }

    @Override
    public WorkflowFile workflow(WorkflowRequest request) {
        return WorkflowText.of(usable(request.config()), request);
    }

    @Override
    public BuildExecutor executor(JsonNode config, Map<String, Secret> secretsByPath) {
        var usable = usable(config);
        var token = secretsByPath.get(GitHubConfig.TOKEN);
        if (token == null) {
            throw new IllegalArgumentException("The token was not resolved.");
        }
        // Secrets made from files end in a newline, which no header may hold.
        var stripped = token.reveal().strip();
        return USABLE.matcher(stripped).matches()
                ? new GitHubExecutor(usable, access, Secret.of(stripped))
                : new WithoutToken();
    }

    private GitHubConfig usable(JsonNode config) {
        var reading = GitHubConfig.read(config, settings.plainHttp());
        if (!reading.violations().isEmpty()) {
            throw new IllegalArgumentException("The configuration is faulty; check it first.");
        }
        return reading.config();
    }

    /** Stands in where the Secret holds what cannot be sent. */
    private static final class WithoutToken implements BuildExecutor {
        @Override
        public BuildOutcome advance(BuildRequest request) {
            return new Failed(
                    Reason.BUILDER_NOT_AVAILABLE,
                    "What the Secret of spec.build.providers.github.tokenSecretRef holds cannot be a token: it is empty, too long, or has characters that a token never has. Put the bare token there.",
                    false);
        }

        @Override
        public void cancel(String image) {
            // Nothing was ever started without a token.
        }
    }
}
