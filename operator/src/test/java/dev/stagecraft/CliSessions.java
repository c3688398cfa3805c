package dev.stagecraft;

import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.ci.github.GitHubSettings;
import java.time.Duration;

/** Sessions for tests, over the real adapters. */
public final class CliSessions {
    /** A GitHub in this JVM may be named, and lists runs at once. */
    private static final GitHubSettings GITHUB = new GitHubSettings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            1 << 20,
            Duration.ofMillis(100),
            Duration.ofMinutes(2),
            "api.github.com",
            true);

    private CliSessions() {}

    /** A session as {@link Cli} makes it, in surroundings that a test gives. */
    public static Session of(Session.Surroundings surroundings) {
        return new Session(surroundings, settings -> new CliWorld(settings, GITHUB));
    }
}
