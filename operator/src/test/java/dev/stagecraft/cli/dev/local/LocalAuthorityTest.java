package dev.stagecraft.cli.dev.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.net.Tool;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Two judges that know nothing of us: TLS of the JDK, and {@code openssl verify}. */
@Timeout(60)
class LocalAuthorityTest {
    @TempDir
    Path directory;

    private Path certificate = Path.of("");
    private Path key = Path.of("");
    private LocalAuthority authority = new LocalAuthority(Path.of(""), Clock.systemUTC());

    @BeforeEach
    void makeOne() throws IOException {
        certificate = directory.resolve("local.pem");
        key = directory.resolve("local-key.pem");
        authority = new LocalAuthority(directory, Clock.systemUTC());
        assertTrue(authority.ensure(), "made now");
    }

    @Test
    void aClientThatTrustsTheAuthorityTrustsTheNames() throws Exception {
        authority.issue(List.of("shop.localhost", "web.shop.localhost"), certificate, key);

        assertEquals("hello", greeted("web.shop.localhost"));
        assertThrows(SSLHandshakeException.class, () -> greeted("other.localhost"));
        assertTrue(
                openssl("shop.localhost").succeeded(),
                () -> openssl("shop.localhost").err());
        assertFalse(openssl("other.localhost").succeeded());
    }

    /** Whoever gets hold of the key can be nobody's bank. (Java does not look at what a trusted root is confined to.) */
    @Test
    void namesThatAreNotSetAsideAreNotBelieved() throws IOException {
        authority.issue(List.of("bank.example.com"), certificate, key);

        var judged = openssl("bank.example.com");
        assertTrue(judged.err().contains("permitted subtree violation"), judged::err);
    }

    @Test
    void itIsMadeOnceAndOnlyItsOwnerReadsTheKeys() throws IOException {
        String made = Files.readString(authority.certificate());

        assertFalse(new LocalAuthority(directory, Clock.systemUTC()).ensure());

        authority.issue(List.of("shop.localhost"), certificate, key);
        assertEquals(made, Files.readString(authority.certificate()));
        for (Path file : List.of(key, authority.certificate().resolveSibling("ca-key.pem"))) {
            assertEquals(
                    "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), file::toString);
        }
    }

    @Test
    void itIsMadeAnewBeforeItEnds() throws IOException {
        String made = Files.readString(authority.certificate());
        var later = new LocalAuthority(directory, Clock.offset(Clock.systemUTC(), Duration.ofDays(3640)));

        assertTrue(later.ensure());

        assertNotEquals(made, Files.readString(later.certificate()));
    }

    @Test
    void aDamagedFileIsAFaultAndNotReplacedUntilTheDirectoryIsRemoved() throws IOException {
        for (byte[] damaged : List.of("no certificate".getBytes(UTF_8), new byte[] {(byte) 0xff, 0})) {
            Files.write(authority.certificate(), damaged);

            assertFault("cannot be used", authority::ensure);
        }
        Files.writeString(authority.certificate().resolveSibling("ca-key.pem"), "no key");
        assertFault("cannot be used", () -> authority.issue(List.of("shop.localhost"), certificate, key));

        Files.delete(authority.certificate());
        assertFault("has lost its ca.pem", authority::ensure);

        Files.delete(authority.certificate().resolveSibling("ca-key.pem"));
        Files.delete(authority.certificate().getParent());
        assertTrue(authority.ensure());
    }

    @Test
    void oneWithoutItsKeyIsAFault() throws IOException {
        Files.delete(authority.certificate().resolveSibling("ca-key.pem"));

        assertFault("has lost its ca-key.pem", authority::ensure);
    }

    @Test
    void aDirectoryOfSomethingElseIsAFault() throws IOException {
        Files.delete(authority.certificate().resolveSibling("ca-key.pem"));
        Files.move(authority.certificate(), authority.certificate().resolveSibling("other"));

        assertFault("cannot be used", authority::ensure);
        assertEquals(List.of(directory.resolve("stagecraft/authority")), children(directory.resolve("stagecraft")));
    }

    @Test
    void ofSeveralFirstRunsAtOnceOneMakesIt() throws Exception {
        var others = directory.resolve("others");
        var made = new AtomicInteger();
        var begin = new CountDownLatch(1);
        try (var runs = Executors.newFixedThreadPool(4)) {
            var results = Stream.generate(() -> runs.submit(() -> {
                        begin.await();
                        return new LocalAuthority(others, Clock.systemUTC()).ensure() && made.incrementAndGet() > 0;
                    }))
                    .limit(4)
                    .toList();
            begin.countDown();
            for (var result : results) {
                result.get();
            }
        }
        assertEquals(1, made.get());
        assertEquals(List.of(others.resolve("stagecraft/authority")), children(others.resolve("stagecraft")));
    }

    private static List<Path> children(Path of) throws IOException {
        try (var files = Files.list(of)) {
            return files.toList();
        }
    }

    private void assertFault(String wrong, Executable run) {
        assertEquals(
                "The authority in %s %s; remove that directory, and a new one is made."
                        .formatted(directory.resolve("stagecraft/authority"), wrong),
                assertThrows(AuthorityFault.class, run).getMessage());
    }

    private String greeted(String name) throws Exception {
        try (var server = (SSLServerSocket) context(ours(), false)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try (Socket connection = server.accept()) {
                    connection.getOutputStream().write("hello".getBytes(UTF_8));
                } catch (IOException _) {
                    // The client says what is wrong.
                }
            });
            try (var client = (SSLSocket) context(trusted(), true)
                    .getSocketFactory()
                    .createSocket(
                            new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort()),
                            name,
                            server.getLocalPort(),
                            true)) {
                var parameters = client.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                client.setSSLParameters(parameters);
                return new String(client.getInputStream().readAllBytes(), UTF_8);
            }
        }
    }

    private static SSLContext context(KeyStore store, boolean client) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        context.init(client ? null : keys.getKeyManagers(), client ? trust.getTrustManagers() : null, null);
        return context;
    }

    private KeyStore ours() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        var chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)));
        store.setKeyEntry("local", Pem.key(Files.readString(key)), new char[0], chain.toArray(Certificate[]::new));
        return store;
    }

    private KeyStore trusted() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", Pem.certificate(Files.readString(authority.certificate())));
        return store;
    }

    private Tool.Ran openssl(String name) {
        return Tool.run(
                "openssl",
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                name,
                "-CAfile",
                authority.certificate().toString(),
                certificate.toString());
    }
}
