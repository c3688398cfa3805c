package dev.stagecraft.cli.session;

import java.util.Locale;
import java.util.Optional;

/** Yes or no, as people write it in the environment and in the file with defaults. */
public final class Truth {
    private Truth() {}

    /** Empty for what is neither. */
    public static Optional<Boolean> of(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> Optional.of(true);
            case "false", "0", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
