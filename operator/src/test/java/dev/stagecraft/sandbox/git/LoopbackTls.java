package dev.stagecraft.sandbox.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate of its own for 127.0.0.1, with its key, and trust in it. */
public record LoopbackTls(SSLContext context, Path file) {
    private static final String PASSWORD = "changeit";

    /** Made by the JDK's keytool, in a file of the directory. */
    public static LoopbackTls create(Path directory) {
        var file = directory.resolve("loopback.p12");
        keytool(file);
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new LoopbackTls(context, file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Until the answer is closed this JVM's plain URL connections, which JGit uses, trust this certificate and no other. */
    public Trusted trusted() {
        var before = HttpsURLConnection.getDefaultSSLSocketFactory();
        HttpsURLConnection.setDefaultSSLSocketFactory(context.getSocketFactory());
        return () -> HttpsURLConnection.setDefaultSSLSocketFactory(before);
    }

    /** With these another JVM trusts this certificate and no other. */
    public List<String> jvmOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /** The time in which the certificate is trusted. */
    @FunctionalInterface
    public interface Trusted extends AutoCloseable {
        @Override
        void close();
    }

    private static void keytool(Path file) {
        var keytool = Path.of(System.getProperty("java.home"), "bin/keytool").toString();
        var builder = new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "git",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        try {
            var process = builder.redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("keytool could not be run: use a complete JDK.", failure);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while keytool ran.");
        }
    }
}
