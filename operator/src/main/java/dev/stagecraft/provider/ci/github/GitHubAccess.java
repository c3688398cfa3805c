package dev.stagecraft.provider.ci.github;

import java.time.Clock;

/** What all executors of a provider share: connections, what is known of rates and of dispatches, the time. */
record GitHubAccess(GitHubSettings settings, Transport transport, RateGate gate, Dispatches dispatches, Clock clock) {}
