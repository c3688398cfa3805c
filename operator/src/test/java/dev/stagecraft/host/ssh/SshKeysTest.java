package dev.stagecraft.host.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.Command;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException.Code;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which keys are taken, on either side, and what is said about the others. */
@Timeout(120)
class SshKeysTest {

    private static final Command ASK = Command.of("id", "-u");

    private final SshScene scene = new SshScene();
    private final SimulatedHost host = scene.host;
    private final SshConnector connector = scene.connector;

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void textThatIsNoKeyIsRefusedAndNotRepeated() {
        for (var text : List.of(
                "", "s3cret", "-----BEGIN OPENSSH PRIVATE KEY-----\ns3cret\n-----END OPENSSH PRIVATE KEY-----\n")) {
            var right = scene.address();
            var failed = scene.refused(new HostAddress(
                    right.host(),
                    right.address(),
                    right.port(),
                    right.user(),
                    Secret.of(text),
                    right.expectedHostKeys()));

            assertEquals(Code.BAD_KEY, failed.code());
            assertFalse(String.valueOf(failed.getMessage()).contains("s3cret"));
            assertNull(failed.getCause());
        }
    }

    @Test
    void anExpectedKeyThatIsNoKeyIsToldFromAWrongOne() {
        var right = scene.address();

        var failed = scene.refused(new HostAddress(
                right.host(),
                right.address(),
                right.port(),
                right.user(),
                right.privateKey(),
                List.of("ssh-ed25519 ***")));

        assertEquals(Code.BAD_KEY, failed.code());
    }

    @Test
    void aHostWithoutAKeyOfThePinnedTypeIsAMismatch() throws Exception {
        var rsa = connector.publicKeyOf(pem(pair("RSA", 2048)));
        var right = scene.address();

        var failed = scene.refused(new HostAddress(
                right.host(), right.address(), right.port(), right.user(), right.privateKey(), List.of(rsa)));

        assertEquals(Code.HOST_KEY_MISMATCH, failed.code(), failed::getMessage);
        assertTrue(String.valueOf(failed.getMessage()).contains(HostIdentity.fingerprint(rsa)), failed::getMessage);
    }

    @Test
    void rsaAndEcKeysLogInToo() throws Exception {
        var rsa = pair("RSA", 3072);
        for (var key : List.of(openSsh(pair("EC", 256)), openSsh(rsa), pem(rsa))) {
            try (var other = SimulatedHost.start(
                            SimulatedHost.Options.ready(new ImageShelf(), connector.publicKeyOf(key)));
                    var connection = connector.connect(other.address("app-1", key))) {
                assertEquals("0\n", connection.run(ASK).stdout());
            }
        }
    }

    @Test
    void aKeyThatWasWithdrawnIsRefusedWithoutRetry() {
        host.faults().refuseKeys(true);

        var failed = scene.refused(scene.address());

        assertEquals(Code.AUTH_REFUSED, failed.code());
        assertFalse(failed.retryable());
    }

    private static KeyPair pair(String algorithm, int size) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair();
    }

    private static Secret openSsh(KeyPair pair) throws Exception {
        var out = new ByteArrayOutputStream();
        new OpenSSHKeyPairResourceWriter().writePrivateKey(pair, "test", null, out);
        return Secret.of(out.toByteArray());
    }

    private static Secret pem(KeyPair pair) {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        return Secret.of("-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }
}
