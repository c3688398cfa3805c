package dev.stagecraft.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an image runs on, with one spelling for each: {@code arm64/v8} is {@code arm64}, {@code x86_64} is {@code amd64}.
 *
 * @param variant empty where the architecture has none, or its usual one
 */
public record ImagePlatform(String os, String architecture, String variant) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9_.-]{1,40}/[a-z0-9_.-]{1,40}(/[a-z0-9_.-]{1,40})?");

    public ImagePlatform {
        os = os.toLowerCase(Locale.ROOT);
        architecture = switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "i686" -> "386";
            case String same -> same;
        };
        variant = usual(architecture, variant.toLowerCase(Locale.ROOT));
    }

    /** Reads {@code linux/amd64} or {@code linux/arm/v7}; empty for anything else. */
    public static Optional<ImagePlatform> parse(String text) {
        if (!SHAPE.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        var parts = text.split("/");
        return Optional.of(new ImagePlatform(parts[0], parts[1], parts.length > 2 ? parts[2] : ""));
    }

    private static String usual(String architecture, String variant) {
        return switch (architecture + "/" + variant) {
            case "arm64/v8", "amd64/v1" -> "";
            case "arm/" -> "v7";
            case String _ -> variant;
        };
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
