package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostIdentity;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * The host keys that one connection accepts, and what the host showed instead. Compared by fingerprint: SHA-256 over the
 * key's encoded form, type included.
 */
final class Pins {

    /** Under which a session finds its pins. */
    static final AttributeKey<Pins> KEY = new AttributeKey<>();

    private static final String RSA = "ssh-rsa";

    private final Set<String> fingerprints;
    private final Set<String> types;
    private volatile Optional<String> refused = Optional.empty();

    private Pins(Set<String> fingerprints, Set<String> types) {
        this.fingerprints = fingerprints;
        this.types = types;
    }

    /** @throws IllegalArgumentException when an entry is neither a public key line nor a fingerprint */
    static Pins of(List<String> expected) {
        var fingerprints = new ArrayList<String>();
        var types = new ArrayList<String>();
        for (var entry : expected) {
            var text = entry.strip();
            if (text.startsWith("SHA256:")) {
                fingerprints.add(text);
            } else {
                fingerprints.add(HostIdentity.fingerprint(text));
                types.add(text.split("\\s+", 2)[0].toLowerCase(Locale.ROOT));
            }
        }
        // A bare fingerprint does not tell its type, so then any type may be asked for.
        return new Pins(Set.copyOf(fingerprints), types.size() == expected.size() ? Set.copyOf(types) : Set.of());
    }

    boolean isEmpty() {
        return fingerprints.isEmpty();
    }

    /** Whether to ask the host for a key of this signature algorithm; certificates and SHA-1 never. */
    boolean wants(String algorithm) {
        if (algorithm.contains("-cert-") || algorithm.equals(RSA) || algorithm.equals("ssh-dss")) {
            return false;
        }
        return types.isEmpty() || types.contains(algorithm.startsWith("rsa-sha2-") ? RSA : algorithm);
    }

    boolean accepts(PublicKey presented) {
        var fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, presented);
        if (fingerprints.contains(fingerprint)) {
            return true;
        }
        refuse("the key %s (%s)"
                .formatted(fingerprint, PublicKeyEntry.toString(presented).split(" ", 2)[0]));
        return false;
    }

    /** Remembers what the host showed, as a phrase; the connection ends for it. */
    void refuse(String shown) {
        refused = Optional.of(shown);
    }

    Optional<String> refused() {
        return refused;
    }

    /** The accepted fingerprints, for messages. */
    String display() {
        return fingerprints.stream().sorted().collect(Collectors.joining(" or "));
    }
}
