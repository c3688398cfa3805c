package dev.stagecraft;

import dev.stagecraft.cli.session.Session;

/** Sessions for tests, over the real adapters. */
public final class CliSessions {
    private CliSessions() {}

    /** A session as {@link Cli} makes it, in surroundings that a test gives. */
    public static Session of(Session.Surroundings surroundings) {
        return new Session(surroundings, CliWorld::new);
    }
}
