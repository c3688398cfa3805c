package dev.stagecraft.provider.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Provider;
import dev.stagecraft.provider.Violation;
import java.util.List;
import java.util.Optional;

/**
 * Says how the services that it claims are built. Its configuration is the content of {@code <kind>.providers.<id>}; paths in
 * violations are relative to it. All methods are safe for any thread, do no I/O but through the source tree they are given, and
 * give the same answer for the same arguments.
 */
public interface AppProvider extends Provider {
    /** Every fault of {@code config}, unknown keys included; empty if it can be used. */
    List<Violation> check(JsonNode config);

    /** What it knows of the services it claims. Asked only with a configuration that {@link #check} has nothing against. */
    AppAnswer describe(AppRequest request);

    /**
     * The command with which a person runs the services from a checkout, if the provider has one.
     *
     * @see DevCommand
     */
    Optional<DevCommand> dev(AppRequest request);
}
