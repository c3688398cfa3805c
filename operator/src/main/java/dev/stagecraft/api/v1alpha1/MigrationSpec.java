package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Migrations of one database. {@code strategy} is {@code pre_deploy}, {@code post_deploy} or {@code manual}; {@code providers}
 * has the configuration of each engine by its id, which only that engine understands.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationSpec(
        String engine,
        String strategy,
        @Nullable MigrationSource source,
        @Nullable MigrationVia via,
        Map<String, JsonNode> providers) {
    public MigrationSpec {
        providers = Guard.map(providers);
        engine = Guard.text(engine);
        strategy = Guard.text(strategy, "pre_deploy");
    }

    /** The configuration of the selected engine; empty when there is none. */
    public Optional<JsonNode> config() {
        return Optional.ofNullable(providers.get(engine));
    }
}
