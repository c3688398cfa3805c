package dev.stagecraft.host.ssh;

import dev.stagecraft.host.HostException;
import dev.stagecraft.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Reads client private keys: OpenSSH and PEM text, Ed25519, ECDSA and RSA. */
final class ClientKeys {

    private ClientKeys() {}

    /** @param whose for the message, such as {@code the SSH key for host app-1} */
    static KeyPair read(Secret privateKey, String whose) {
        try (var text = new ByteArrayInputStream(privateKey.revealBytes())) {
            var pairs = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), text, (s, r, i) -> null);
            if (pairs != null) {
                for (var pair : pairs) {
                    return pair;
                }
            }
            throw unusable(whose);
        } catch (IOException | GeneralSecurityException | RuntimeException broken) {
            // No cause: parsers like to quote the text they could not read.
            throw broken instanceof HostException known ? known : unusable(whose);
        }
    }

    /** The {@code authorized_keys} line without comment. */
    static String line(KeyPair pair) {
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private static HostException unusable(String whose) {
        return new HostException(
                HostException.Code.BAD_KEY,
                "%s is not a private key that can be used: it must be OpenSSH or PEM text without a passphrase."
                        .formatted(whose));
    }
}
