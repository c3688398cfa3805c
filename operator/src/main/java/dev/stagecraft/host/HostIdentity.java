package dev.stagecraft.host;

import dev.stagecraft.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * The SSH host key that we give a host at its creation, so that the first connection is already verified.
 *
 * @param privateKey OpenSSH text, without passphrase
 * @param publicKey the line {@code ssh-ed25519 AAAA…}, without comment
 */
public record HostIdentity(Secret privateKey, String publicKey) {

    private static final String TYPE = "ssh-ed25519";
    private static final int KEY_BYTES = 32;

    public HostIdentity {
        if (!publicKey.startsWith(TYPE + " ")) {
            throw new IllegalArgumentException("publicKey must be an ssh-ed25519 line");
        }
    }

    /** A new Ed25519 identity. */
    public static HostIdentity generate(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, random);
            return of(generator.generateKeyPair(), random.nextInt());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK since 15 has Ed25519", impossible);
        }
    }

    /** {@code SHA256:…} of this public key, as ssh-keygen prints it. */
    public String fingerprint() {
        return fingerprint(publicKey);
    }

    /**
     * {@code SHA256:…} of a public key line.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static String fingerprint(String publicKeyLine) {
        var words = publicKeyLine.strip().split("\\s+");
        if (words.length < 2) {
            throw new IllegalArgumentException("not a public key line");
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(Base64.getDecoder().decode(words[1]));
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static HostIdentity of(KeyPair pair, int check) {
        var point = encode((EdECPublicKey) pair.getPublic());
        var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        var blob = publicBlob(point);
        return new HostIdentity(
                Secret.of(pem(privateContainer(blob, privateBlob(point, seed, check)))),
                TYPE + " " + Base64.getEncoder().encodeToString(blob));
    }

    /** RFC 8032: y as little endian, with the lowest bit of x on top. */
    private static byte[] encode(EdECPublicKey key) {
        var bigEndian = key.getPoint().getY().toByteArray();
        var encoded = new byte[KEY_BYTES];
        for (int at = 0; at < Math.min(bigEndian.length, KEY_BYTES); at++) {
            encoded[at] = bigEndian[bigEndian.length - 1 - at];
        }
        if (key.getPoint().isXOdd()) {
            encoded[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    private static byte[] publicBlob(byte[] point) {
        return bytes(out -> {
            writeString(out, TYPE.getBytes(StandardCharsets.US_ASCII));
            writeString(out, point);
        });
    }

    /** The part that a passphrase would encrypt; the twin check numbers tell a reader that it decrypted well. */
    private static byte[] privateBlob(byte[] point, byte[] seed, int check) {
        var both = Arrays.copyOf(seed, 2 * KEY_BYTES);
        System.arraycopy(point, 0, both, KEY_BYTES, KEY_BYTES);
        return bytes(out -> {
            out.writeInt(check);
            out.writeInt(check);
            out.write(publicBlob(point));
            writeString(out, both);
            writeString(out, new byte[0]);
            for (int pad = 1; out.size() % 8 != 0; pad++) {
                out.writeByte(pad);
            }
        });
    }

    private static byte[] privateContainer(byte[] publicBlob, byte[] privateBlob) {
        var none = "none".getBytes(StandardCharsets.US_ASCII);
        return bytes(out -> {
            out.write("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
            writeString(out, none);
            writeString(out, none);
            writeString(out, new byte[0]);
            out.writeInt(1);
            writeString(out, publicBlob);
            writeString(out, privateBlob);
        });
    }

    private static String pem(byte[] container) {
        var lines = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(container);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + lines + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private static void writeString(DataOutputStream out, byte[] content) throws IOException {
        out.writeInt(content.length);
        out.write(content);
    }

    private static byte[] bytes(Writing writing) {
        var buffer = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(buffer)) {
            writing.to(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return buffer.toByteArray();
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }
}
