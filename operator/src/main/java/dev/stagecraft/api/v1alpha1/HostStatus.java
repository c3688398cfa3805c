package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One host. {@code createId} and {@code createRequestedAt} are the intent that is written before the cloud is
 * asked, so that a host asked for is found again; {@code id} is the cloud's.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostStatus(
        String name,
        String role,
        String formerRole,
        String id,
        String createId,

        @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable
        Instant createRequestedAt,

        String publicIp,
        String privateIp,
        String size,
        String region,
        String image,
        boolean protect,
        String state,
        String release,
        String message) {
    public HostStatus {
        name = Guard.text(name);
        role = Guard.text(role);
        formerRole = Guard.text(formerRole);
        id = Guard.text(id);
        createId = Guard.text(createId);
        publicIp = Guard.text(publicIp);
        privateIp = Guard.text(privateIp);
        size = Guard.text(size);
        region = Guard.text(region);
        image = Guard.text(image);
        state = Guard.text(state);
        release = Guard.text(release);
        message = Guard.text(message);
    }
}
