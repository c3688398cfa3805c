package dev.stagecraft.image.oci;

import java.time.Duration;
import java.util.Set;

/**
 * How registries may be talked to.
 *
 * @param insecure registries, {@code host} or {@code host:port}, that are spoken to in plain HTTP; loopback always is
 * @param timeout of one exchange, headers and body; a resolution makes at most four exchanges
 * @param tagLifetime how long the digest of a tag is believed without asking again
 */
public record RegistryAccess(Set<String> insecure, Duration timeout, Duration tagLifetime) {
    public RegistryAccess {
        insecure = Set.copyOf(insecure);
        if (!timeout.isPositive() || tagLifetime.isNegative()) {
            throw new IllegalArgumentException("timeout " + timeout + ", tag lifetime " + tagLifetime);
        }
    }

    /** Ten seconds for an exchange, one minute for a tag. */
    public static RegistryAccess standard(Set<String> insecure) {
        return new RegistryAccess(insecure, Duration.ofSeconds(10), Duration.ofMinutes(1));
    }
}
