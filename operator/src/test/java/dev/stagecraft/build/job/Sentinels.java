package dev.stagecraft.build.job;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;

/** Looks for the secrets of {@link BuildCases} in any usual spelling: raw, base64, URL-encoded, escaped. */
final class Sentinels {
    private static final Sanitizer SANITIZER =
            Sanitizer.of(BuildCases.SENTINELS.stream().map(Secret::of).toList());

    private Sentinels() {}

    static void assertAbsent(String text) {
        text.lines().forEach(line -> assertFalse(SANITIZER.clean(line).contains(Secret.REDACTED), line));
    }
}
