package dev.stagecraft.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSecretsTest {
    private final LiveSecrets live = new LiveSecrets();

    private String said() {
        return live.sanitizer().clean("hunter-one hunter-two");
    }

    @Test
    void everyOwnersSecretsAreHiddenUntilItIsGoneOrHasOthers() {
        assertEquals("hunter-one hunter-two", said());

        live.keep("a", List.of(Secret.of("hunter-one")));
        live.keep("b", List.of(Secret.of("hunter-two")));
        assertEquals(Secret.REDACTED + " " + Secret.REDACTED, said());

        live.keep("a", List.of(Secret.of("something else")));
        assertEquals("hunter-one " + Secret.REDACTED, said());

        live.add("a", List.of(Secret.of("hunter-one")));
        live.forget("b");
        assertEquals(Secret.REDACTED + " hunter-two", said());
    }

    @Test
    void nothingNewMakesNoNewSanitizer() {
        live.keep("a", List.of(Secret.of("hunter-one")));
        var before = live.sanitizer();

        live.keep("a", List.of(Secret.of("hunter-one")));

        assertTrue(before == live.sanitizer());
    }
}
