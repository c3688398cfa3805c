package dev.stagecraft.cli.dev.local;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and the key that it is for. */
record KeyAndCertificate(PrivateKey key, X509Certificate certificate) {
    /** Without the key. */
    @Override
    public String toString() {
        return certificate.getSubjectX500Principal().getName();
    }
}
