package dev.stagecraft.secret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
    private static final Secret SECRET = Secret.of("hunter2-hunter2");

    @Test
    void everyRenderingIsRedacted() throws Exception {
        assertEquals("[redacted]", SECRET.toString());
        assertEquals("value [redacted]", "value " + SECRET);
        assertEquals("{\"token\":\"[redacted]\"}", new ObjectMapper().writeValueAsString(Map.of("token", SECRET)));
    }

    @Test
    void theValueComesBackExactly() {
        byte[] binary = {0, -1, 10, 13, -128};
        assertArrayEquals(binary, Secret.of(binary).revealBytes());
        assertEquals("hunter2-hunter2", SECRET.reveal());
    }

    @Test
    void copiesKeepOthersFromChangingIt() {
        byte[] given = {1, 2, 3};
        Secret secret = Secret.of(given);
        given[0] = 9;
        secret.revealBytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, secret.revealBytes());
    }

    @Test
    void equalityIsByValue() {
        assertEquals(Secret.of("hunter2-hunter2"), SECRET);
        assertEquals(Secret.of("hunter2-hunter2").hashCode(), SECRET.hashCode());
        assertNotEquals(Secret.of("hunter2"), SECRET);
        assertNotEquals((Object) "hunter2-hunter2", SECRET);
    }

    @Test
    void anEmptySecretSaysSo() {
        assertTrue(Secret.of("").isEmpty());
        assertFalse(SECRET.isEmpty());
    }
}
