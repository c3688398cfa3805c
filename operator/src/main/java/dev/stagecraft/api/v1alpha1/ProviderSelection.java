package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * Which cloud, network or secrets provider is used, and the configuration of each by its id, which only that provider
 * understands.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProviderSelection(String provider, Map<String, JsonNode> providers) {
    public ProviderSelection {
        provider = Guard.text(provider);
        providers = Guard.map(providers);
    }

    /** The configuration of the selected provider; empty when there is none. */
    public Optional<JsonNode> config() {
        return Optional.ofNullable(providers.get(provider));
    }
}
