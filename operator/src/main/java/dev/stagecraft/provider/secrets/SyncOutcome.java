package dev.stagecraft.provider.secrets;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;

/** What came of carrying values. */
public sealed interface SyncOutcome {
    /**
     * It is done, but for what the caller has to do.
     *
     * @param names what was carried, sorted
     * @param secrets after {@link SyncDirection#PULL} what the caller is to put into Secrets of the cluster, by name and key; keys
     *     that are not named stay as they are
     */
    record Synced(List<String> names, Map<String, Map<String, Secret>> secrets) implements SyncOutcome {
        public Synced {
            names = names.stream().sorted().toList();
            secrets = Map.copyOf(secrets);
        }
    }

    /**
     * It is not done, or not all of it; the message says what to do, and what was done before.
     *
     * @param path the field of the configuration that it is about, relative to it
     */
    record Failed(ErrorCode code, String path, String message) implements SyncOutcome {
        public Failed {
            requireNonNull(code, "code");
            requireNonNull(path, "path");
            requireNonNull(message, "message");
        }
    }
}
