package dev.stagecraft.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.sandbox.host.UserData;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostIdentityTest {

    @Test
    void anotherReaderOfTheFormatFindsTheSamePublicKey() {
        try (var connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty())) {
            for (int round = 0; round < 50; round++) {
                var identity = HostIdentity.generate(new SecureRandom());

                assertEquals(identity.publicKey(), connector.publicKeyOf(identity.privateKey()));
                assertTrue(identity.fingerprint().matches("SHA256:[A-Za-z0-9+/]{43}"), identity::fingerprint);
            }
        }
    }

    @Test
    void everyIdentityIsNewAndItsPrivateKeyIsNeverShown() {
        var one = HostIdentity.generate(new SecureRandom());
        var other = HostIdentity.generate(new SecureRandom());

        assertNotEquals(one.publicKey(), other.publicKey());
        assertFalse(one.toString().contains("PRIVATE"), one::toString);
    }

    @Test
    void aFingerprintIsThatOfTheKnownVector() {
        assertEquals(
                "SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU",
                HostIdentity.fingerprint(
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl comment"));
        assertThrows(IllegalArgumentException.class, () -> HostIdentity.fingerprint("ssh-ed25519"));
    }

    @Test
    void userDataGivesTheHostItsIdentityAndOneKeyToLogInWith() {
        var identity = HostIdentity.generate(new SecureRandom());
        var client = HostIdentity.generate(new SecureRandom());

        var parsed =
                UserData.parse(CloudInit.userData(identity, client.publicKey()).reveal());

        assertEquals(identity.publicKey(), parsed.identity().publicKey());
        assertEquals(identity.privateKey(), parsed.identity().privateKey());
        assertEquals(List.of(client.publicKey()), parsed.authorizedKeys());
    }

    @Test
    void userDataLeavesRootNoPasswordThatCouldExpire() throws Exception {
        var identity = HostIdentity.generate(new SecureRandom());

        var tree = new ObjectMapper(new YAMLFactory())
                .readTree(CloudInit.userData(identity, identity.publicKey()).reveal());

        assertEquals("{\"expire\":false}", tree.path("chpasswd").toString());
        for (var stage : List.of("bootcmd", "runcmd")) {
            assertEquals(
                    "[[\"usermod\",\"--password\",\"*\",\"root\"],"
                            + "[\"chage\",\"--maxdays\",\"-1\",\"--expiredate\",\"-1\",\"root\"]]",
                    tree.path(stage).toString(),
                    stage);
        }
    }

    @Test
    void aKeyLineThatBringsItsOwnYamlIsRefused() {
        var identity = HostIdentity.generate(new SecureRandom());

        for (var line : List.of("ssh-ed25519 AAAA\nruncmd: [id]", "command=\"id\" ssh-ed25519 AAAA", "", "AAAA")) {
            assertThrows(IllegalArgumentException.class, () -> CloudInit.userData(identity, line));
        }
        assertThrows(IllegalArgumentException.class, () -> new HostIdentity(Secret.of("x"), "ssh-rsa AAAA"));
    }
}
