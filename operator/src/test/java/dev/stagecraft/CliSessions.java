package dev.stagecraft;

import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Settings;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.ci.CiProvider;
import dev.stagecraft.provider.ci.github.GitHubSettings;
import dev.stagecraft.reconcile.gather.Providers;
import java.time.Duration;
import java.util.Optional;

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

    /** The providers that a session has, for one over other ports; reaches nothing. */
    public static Providers providers() {
        return world().providers();
    }

    /** The CI systems likewise. */
    public static ProviderRegistry<CiProvider> ciProviders() {
        return world().ciProviders();
    }

    private static CliWorld world() {
        Optional<String> none = Optional.empty();
        return new CliWorld(new Settings(none, false, false, none, none, Optional.empty(), none, false), GITHUB);
    }
}
