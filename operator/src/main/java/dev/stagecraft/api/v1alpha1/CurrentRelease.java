package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The release that serves. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CurrentRelease(
        String release,
        String version,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant since) {
    public CurrentRelease {
        release = Guard.text(release);
        version = Guard.text(version);
    }
}
