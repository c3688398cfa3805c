package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One machine as the cloud described it at one moment.
 *
 * @param host logical host it was made for, read from its tags; empty if they do not say
 * @param createId of the intent it was made from, read from its tags
 * @param locked the cloud is working on it and refuses changes for now
 * @param publicIp address to reach it by; a hostname for hosts that were brought along
 * @param region empty, like {@code size} and {@code image}, where the cloud does not say
 * @param hostKey its SSH host key as an OpenSSH line ({@code ssh-ed25519 AAAA…}), where the provider and not the operator knows it
 * @param sshPort where the provider overrides {@code spec.ssh.port}
 */
public record Machine(
        MachineId id,
        String name,
        Optional<String> host,
        Optional<String> createId,
        State state,
        boolean locked,
        Optional<String> publicIp,
        Optional<String> privateIp,
        String region,
        String size,
        String image,
        Set<String> tags,
        Instant createdAt,
        Optional<String> hostKey,
        Optional<Integer> sshPort) {

    /** How far along it is. */
    public enum State {
        /** Accepted; it may have no address yet. */
        NEW,
        /** Running, which does not say that SSH answers. */
        ACTIVE,
        OFF,
        ARCHIVED,
        /** A word this version does not know: wait, change nothing. */
        UNKNOWN
    }

    public Machine {
        requireNonNull(id, "id");
        requireNonNull(name, "name");
        requireNonNull(host, "host");
        requireNonNull(createId, "createId");
        requireNonNull(state, "state");
        requireNonNull(publicIp, "publicIp");
        requireNonNull(privateIp, "privateIp");
        requireNonNull(region, "region");
        requireNonNull(size, "size");
        requireNonNull(image, "image");
        tags = Set.copyOf(tags);
        requireNonNull(createdAt, "createdAt");
        requireNonNull(hostKey, "hostKey");
        requireNonNull(sshPort, "sshPort");
    }
}
