package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Says how the services that it claims are built. Its configuration is the content of {@code <kind>.providers.<id>}, a missing
 * node where the resource has none; paths in answers are relative to it. All methods are safe for any thread, do no I/O but
 * through the source tree they are given, and give the same answer for the same arguments.
 */
public interface AppProvider extends Provider {
    /** Every fault of {@code config}, unknown keys included; empty if it can be used. */
    List<Violation> check(JsonNode config);

    /**
     * The secrets that the build of {@code service} may read, by the ids that its recipe names. The core resolves them and hands the
     * values to whoever builds; the provider never sees one. Asked only with a configuration that {@link #check} has nothing
     * against.
     */
    SortedMap<String, SecretReference> secrets(JsonNode config, String service);

    /** What it knows of the services it claims. Asked only with a configuration that {@link #check} has nothing against. */
    AppAnswer describe(AppRequest request);

    /**
     * By service, the command with which a person runs it from a checkout; without those that have none. Services with the same
     * command run in one process.
     */
    SortedMap<String, DevCommand> dev(AppRequest request);

    /**
     * Names of the variables that the application must get, as far as configuration and source say; one that is missing is what
     * {@link #describe} refuses. Where Secrets are taken as given, they are taken to have these.
     */
    default Set<String> variables(AppRequest request) {
        return Set.of();
    }

    /** How secrets are brought to where the framework keeps them; nothing for one that reads variables only. */
    default List<SecretSync> sync(AppRequest request) {
        return List.of();
    }
}
