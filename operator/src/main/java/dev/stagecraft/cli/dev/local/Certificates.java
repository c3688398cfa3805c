package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates with keys on P-256. */
final class Certificates {
    private static final Duration AUTHORITY_LIVES = Duration.ofDays(3650);
    private static final Duration LEAF_LIVES = Duration.ofDays(90);

    /** Clocks differ. */
    private static final Duration EARLIER = Duration.ofHours(1);

    private static final int SERIAL_BITS = 127;
    private static final int IPV4_AND_MASK = 8;
    private static final int IPV6_AND_MASK = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /** One that may sign for names below those that are set aside, for no address, and for no other authority. */
    static KeyAndCertificate authority(Instant now) throws GeneralSecurityException {
        KeyPair keys = keys();
        byte[] id = new byte[4];
        RANDOM.nextBytes(id);
        X500Name name = name("Stagecraft local development " + HexFormat.of().formatHex(id));
        var builder = new JcaX509v3CertificateBuilder(
                name, serial(), from(now), Date.from(now.plus(AUTHORITY_LIVES)), name, keys.getPublic());
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(Extension.nameConstraints, true, constraints());
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return signed(builder, keys, keys);
    }

    private static NameConstraints constraints() {
        GeneralSubtree[] permitted = LocalDomain.SET_ASIDE.stream()
                .map(top -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, top)))
                .toArray(GeneralSubtree[]::new);
        GeneralSubtree[] excluded = {everyAddress(IPV4_AND_MASK), everyAddress(IPV6_AND_MASK)};
        return new NameConstraints(permitted, excluded);
    }

    private static GeneralSubtree everyAddress(int bytes) {
        return new GeneralSubtree(new GeneralName(GeneralName.iPAddress, new DEROctetString(new byte[bytes])));
    }

    /** One for a server of those names. */
    static KeyAndCertificate leaf(KeyAndCertificate authority, List<String> names, Instant now)
            throws GeneralSecurityException {
        KeyPair keys = keys();
        var builder = new JcaX509v3CertificateBuilder(
                authority.certificate(),
                serial(),
                from(now),
                Date.from(now.plus(LEAF_LIVES)),
                new X500Principal("O=Stagecraft local development"),
                keys.getPublic());
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(authority.certificate()));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    true,
                    new GeneralNames(names.stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new)));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return signed(builder, keys, new KeyPair(authority.certificate().getPublicKey(), authority.key()));
    }

    private static KeyAndCertificate signed(X509v3CertificateBuilder builder, KeyPair subject, KeyPair issuer)
            throws GeneralSecurityException {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
            return new KeyAndCertificate(
                    subject.getPrivate(), new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name name(String common) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, "Stagecraft local development")
                .addRDN(BCStyle.CN, common)
                .build();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
    }

    private static Date from(Instant now) {
        return Date.from(now.minus(EARLIER));
    }
}
