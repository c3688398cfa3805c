package dev.stagecraft.provider.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.secret.Secret;
import java.util.Arrays;
import java.util.Optional;

/** Values that can be carried as text. */
public final class SecretText {
    private SecretText() {}

    /** The value, unless it is no text or has a NUL: it would not come back the same. */
    public static Optional<String> of(Secret secret) {
        String text = secret.reveal();
        return Arrays.equals(text.getBytes(UTF_8), secret.revealBytes()) && text.indexOf('\0') < 0
                ? Optional.of(text)
                : Optional.empty();
    }
}
