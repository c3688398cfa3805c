package dev.stagecraft.provider.cloud.digitalocean;

import dev.stagecraft.provider.cloud.RequestListener;
import java.time.Clock;

/** What all drivers of a provider share: connections, budgets, the ear for metrics, the time. */
record DigitalOceanAccess(Transport transport, RateBudgets budgets, RequestListener listener, Clock clock) {}
