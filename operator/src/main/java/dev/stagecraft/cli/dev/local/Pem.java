package dev.stagecraft.cli.dev.local;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Certificates and keys as text. */
final class Pem {
    private static final int WIDTH = 64;
    private static final String KEY = "PRIVATE KEY";

    private Pem() {}

    static X509Certificate certificate(String text) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    static PrivateKey key(String text) throws GeneralSecurityException {
        String content = text.replaceAll("-----(BEGIN|END) " + KEY + "-----|\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content)));
        } catch (IllegalArgumentException e) {
            // Its words may quote the key.
            throw new GeneralSecurityException("The file is no key.");
        }
    }

    static void write(Path file, List<X509Certificate> certificates) throws IOException {
        var text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(block("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("It was made from its encoding.", e);
        }
        write(file, text.toString(), "rw-r--r--");
    }

    static void write(Path file, PrivateKey key) throws IOException {
        write(file, block(KEY, key.getEncoded()), "rw-------");
    }

    /** A new file, so that nobody has it open with other rights. */
    private static void write(Path file, String text, String permissions) throws IOException {
        Files.deleteIfExists(file);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    private static String block(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(WIDTH, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
    }
}
