package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which backend or frontend provider builds and runs which services, and the configuration of each provider by its
 * id, which only that provider understands.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AppProviderSelection(String provider, List<String> services, Map<String, JsonNode> providers) {
    public AppProviderSelection {
        provider = Guard.text(provider);
        services = Guard.list(services);
        providers = Guard.map(providers);
    }

    /** The configuration of the selected provider; empty when there is none. */
    public Optional<JsonNode> config() {
        return Optional.ofNullable(providers.get(provider));
    }
}
