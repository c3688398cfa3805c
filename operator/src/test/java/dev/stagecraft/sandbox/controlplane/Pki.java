package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate authority for loopback servers and their clients; its key is never written to disk. */
final class Pki {

    private static final int KEY_BITS = 256;
    private static final Duration LIFETIME = Duration.ofDays(365);

    private final Path directory;
    private final X500Name name;
    private final KeyPair key = newKey();

    private Pki(Path directory, String name) {
        this.directory = directory;
        this.name = new X500Name("CN=" + name);
    }

    /** A new authority whose certificate is the file {@code <name>.crt}. */
    static Pki create(Path directory, String name) throws IOException, GeneralSecurityException {
        var pki = new Pki(directory, name);
        var certificate = pki.certificate(pki.name, pki.key);
        try {
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            certificate.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            pki.sign(name, certificate);
            return pki;
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Signs for one use, into {@code <name>.crt} and {@code <name>.key}. */
    void issue(String name, String subject, KeyPurposeId use) throws IOException, GeneralSecurityException {
        var own = newKey();
        var certificate = certificate(new X500Name(subject), own);
        var loopback = new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
        };
        try {
            certificate.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            certificate.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(use));
            certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(loopback));
            sign(name, certificate);
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
        writeKey(directory.resolve(name + ".key"), own);
    }

    /** A key pair on its own, as service account tokens are signed with. */
    static void writeKey(Path file) throws IOException {
        writeKey(file, newKey());
    }

    /** In the form that Go, the JDK and fabric8 all read: SEC 1 with the curve and the public key in it. */
    private static void writeKey(Path file, KeyPair key) throws IOException {
        var point =
                SubjectPublicKeyInfo.getInstance(key.getPublic().getEncoded()).getPublicKeyData();
        var scalar = ((java.security.interfaces.ECPrivateKey) key.getPrivate()).getS();
        var encoded = new ECPrivateKey(KEY_BITS, scalar, point, SECObjectIdentifiers.secp256r1).getEncoded();
        writePem(file, new PemObject("EC PRIVATE KEY", encoded));
    }

    private X509v3CertificateBuilder certificate(X500Name subject, KeyPair own) {
        var now = Instant.now();
        return new X509v3CertificateBuilder(
                name,
                new BigInteger(120, new SecureRandom()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(LIFETIME)),
                subject,
                SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()));
    }

    private void sign(String file, X509v3CertificateBuilder certificate) throws IOException, OperatorCreationException {
        var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
        writePem(directory.resolve(file + ".crt"), certificate.build(signer));
    }

    private static KeyPair newKey() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no P-256 keys: use a complete one.", e);
        }
    }

    private static void writePem(Path file, Object content) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(content);
        }
        Files.writeString(file, text.toString());
    }
}
