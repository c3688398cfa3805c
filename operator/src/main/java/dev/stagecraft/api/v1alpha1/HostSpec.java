package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One host, or {@code count} alike. Empty {@code size}, {@code region} and {@code image} mean those of the cloud
 * provider's configuration.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostSpec(
        String name, String role, @Nullable Integer count, String size, String region, String image, boolean protect) {
    public HostSpec {
        name = Guard.text(name);
        role = Guard.text(role);
        size = Guard.text(size);
        region = Guard.text(region);
        image = Guard.text(image);
    }

    /** The names of the hosts this entry stands for: {@code app-1} to {@code app-N} with a count, its own without one. */
    public List<String> expandedNames() {
        return count == null
                ? List.of(name)
                : IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
    }
}
