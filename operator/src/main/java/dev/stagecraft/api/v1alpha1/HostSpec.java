package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One host, or {@code count} alike. Empty {@code size}, {@code region} and {@code image} mean those of the cloud
 * provider's configuration.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HostSpec(
        String name, String role, Integer count, String size, String region, String image, boolean protect) {
    public HostSpec {
        name = Guard.text(name);
        role = Guard.text(role);
        count = count == null ? 1 : count;
        size = Guard.text(size);
        region = Guard.text(region);
        image = Guard.text(image);
    }

    /** The names of the hosts this entry stands for: its own, or {@code app-1}, {@code app-2} where it counts more than one. */
    public List<String> expandedNames() {
        return count <= 1
                ? List.of(name)
                : IntStream.rangeClosed(1, count).mapToObj(i -> name + "-" + i).toList();
    }
}
