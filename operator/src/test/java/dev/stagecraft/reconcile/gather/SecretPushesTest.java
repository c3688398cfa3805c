package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.Recipe;
import dev.stagecraft.build.SecretPush;
import dev.stagecraft.provider.app.SecretSync;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SecretPushesTest {
    private static final Recipe APP = new Recipe.Dockerfile("app", "app/Dockerfile", "", new TreeMap<>(), List.of());
    private static final Recipe SITE = new Recipe.Dockerfile("site", "site/Dockerfile", "", new TreeMap<>(), List.of());
    private static final Environment ENVIRONMENT =
            new Environment(new TreeMap<>(Map.of("TOKEN", Secret.of("value"))), Set.of("TOKEN"));

    @Test
    void whoBuildsTheDirectoryGetsTheValue() {
        var pushes = pushes("TOKEN");
        pushes.check("host", List.of(APP, SITE));
        assertEquals(List.of(new SecretPush("TOKEN", List.of("take", "TOKEN"), Secret.of("value"))), pushes.of(APP));
        assertEquals(List.of(), pushes.of(SITE));
    }

    @Test
    void whatNobodyWouldCarryOutIsRefused() {
        refused("secrets are brought", () -> pushes("TOKEN").check("job", List.of(APP)));
        refused("of which no service is built", () -> pushes("TOKEN").check("host", List.of(SITE)));
        refused("gets no variable OTHER", () -> pushes("OTHER").of(APP));
    }

    @Test
    void withoutSecretsAnybodyMayBuild() {
        var nothing = new SecretPushes(List.of(), ENVIRONMENT, "spec.backend.providers.x");
        nothing.check("job", List.of());
        assertEquals(List.of(), nothing.of(APP));
    }

    private static SecretPushes pushes(String variable) {
        return new SecretPushes(
                List.of(new SecretSync(variable, "app", List.of("take", variable))),
                ENVIRONMENT,
                "spec.backend.providers.x");
    }

    private static void refused(String why, Runnable action) {
        var message = String.valueOf(assertThrows(Rejected.class, action::run).getMessage());
        assertTrue(message.startsWith("spec.backend.providers.x: ") && message.contains(why), message);
    }
}
