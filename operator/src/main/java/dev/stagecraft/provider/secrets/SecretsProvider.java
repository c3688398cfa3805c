package dev.stagecraft.provider.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.Violation;
import java.util.List;

/**
 * Keeps Secrets of the cluster in step with another place. A resource names it under {@code spec.secrets.provider}; its
 * configuration is the content of {@code spec.secrets.providers.<id>}, and paths in violations are relative to that. Safe for any
 * thread.
 */
public interface SecretsProvider extends Provider {
    /** Every fault of {@code config}, unknown keys included; empty if it can be used. */
    List<Violation> check(JsonNode config);

    /** The Secrets that it keeps in step; empty where the cluster is the only place. Asked only with a checked configuration. */
    List<KeptSecret> keeps(JsonNode config);

    /**
     * Carries the values once. Every expected failure is a value, and its message holds no value of a Secret. Asked only with a
     * checked configuration; asked twice, it does the same again.
     */
    SyncOutcome sync(SyncRequest request);
}
