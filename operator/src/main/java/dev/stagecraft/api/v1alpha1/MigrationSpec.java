package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Migrations of one database. {@code strategy} is {@code pre_deploy}, {@code post_deploy} or {@code manual}. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MigrationSpec(
        String engine,
        String strategy,
        @Nullable MigrationSource source,
        @Nullable MigrationVia via) {
    public MigrationSpec {
        engine = Guard.text(engine);
        strategy = Guard.text(strategy, "pre_deploy");
    }
}
