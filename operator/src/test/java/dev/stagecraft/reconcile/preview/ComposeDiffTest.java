package dev.stagecraft.reconcile.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A difference shows that a value changed, and never a value. */
class ComposeDiffTest {
    private static Map<String, String> services(String definition) {
        return Map.of("app", "services: {web: {image: web, " + definition + "}}");
    }

    private static String diff(String before, String after) {
        return ComposeDiff.of(services(before), services(after), Sanitizer.of(List.of(Secret.of("known-99"))))
                .getOrDefault("services.web", "");
    }

    @Test
    void valuesOfTheEnvironmentAreWords() {
        // Given a file with values that are written down in it
        var before = "environment: {SMTP_PASSWORD: hunter2, PORT: 25, KEPT: same77, GONE: '${GONE:-}',"
                + " HOST: '${HOST:-secret77}'}";
        var after = "environment: {SMTP_PASSWORD: hunter3, PORT: 25, KEPT: same77, ADDED: more77,"
                + " HOST: '${HOST:-secret78}'}";

        // Then what changed is told, in words
        assertEquals("""
                @@ -1,6 +1,6 @@
                 environment:
                -  GONE: "${GONE:-}"
                -  HOST: (value)
                +  ADDED: (value)
                +  HOST: (another value)
                   KEPT: (value)
                   PORT: (value)
                -  SMTP_PASSWORD: (value)
                +  SMTP_PASSWORD: (another value)
                """, diff(before, after));
        assertEquals("", diff(before, before));
    }

    @Test
    void soAreListsAndArgumentsOfBuilds() {
        var before = "environment: [A=first77, B], build: {context: ., args: {TOKEN: first77}}";
        var after = before.replace("first77", "second77");

        var diff = diff(before, after);

        assertFalse(diff.contains("77"), diff);
        assertEquals(2, diff.split("another value", -1).length - 1, diff);
    }

    @Test
    void whatIsKnownToBeASecretIsHiddenEverywhere() {
        var diff = diff("command: [serve]", "command: [serve, --key=known-99, 'postgres://shop:pass77@db/shop']");

        assertFalse(diff.contains("known-99") || diff.contains("pass77"), diff);
    }
}
