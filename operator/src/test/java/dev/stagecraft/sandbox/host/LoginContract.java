package dev.stagecraft.sandbox.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.HostIdentity;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may log in where, simulated or real. */
@Timeout(180)
interface LoginContract {

    HostUnderTest host();

    @Test
    default void aHostWithAnotherKeyIsNeverSpokenTo() {
        try (var connector = ContractSession.connector()) {
            var stranger = HostIdentity.generate(new SecureRandom());
            var right = host().address();
            for (var expected : List.of(stranger.publicKey(), stranger.fingerprint())) {
                var refused =
                        assertThrows(HostException.class, () -> connector.connect(expecting(right, List.of(expected))));
                assertEquals(HostException.Code.HOST_KEY_MISMATCH, refused.code());
                var message = String.valueOf(refused.getMessage());
                assertTrue(message.contains(stranger.fingerprint()), message);
                assertTrue(message.contains(fingerprint(right)), message);
                assertFalse(refused.retryable());
            }
            var none = assertThrows(HostException.class, () -> connector.connect(expecting(right, List.of())));
            assertEquals(HostException.Code.HOST_KEY_MISMATCH, none.code());
            connector.connect(expecting(right, List.of(fingerprint(right)))).close();
        }
    }

    @Test
    default void anUnknownClientKeyIsRefusedWithASentence() {
        try (var connector = ContractSession.connector()) {
            var stranger = HostIdentity.generate(new SecureRandom()).privateKey();
            var right = host().address();
            var address = new HostAddress(
                    right.host(), right.address(), right.port(), right.user(), stranger, right.expectedHostKeys());

            var refused = assertThrows(HostException.class, () -> connector.connect(address));

            assertEquals(HostException.Code.AUTH_REFUSED, refused.code());
            assertTrue(String.valueOf(refused.getMessage()).contains("authorized_keys"), refused::getMessage);
        }
    }

    private static HostAddress expecting(HostAddress right, List<String> keys) {
        return new HostAddress(right.host(), right.address(), right.port(), right.user(), right.privateKey(), keys);
    }

    private static String fingerprint(HostAddress right) {
        return HostIdentity.fingerprint(right.expectedHostKeys().getFirst());
    }
}
