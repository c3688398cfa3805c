package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * A file as its source has it; {@code name} is without directories. A directory beside the files, which is not looked into, is
 * there as a name with a slash at its end, so that it can be spoken of.
 */
public record MigrationFile(String name, String content) {
    public MigrationFile {
        requireNonNull(name, "name");
        requireNonNull(content, "content");
    }

    /** What is no text is no SQL: an engine ignores such a file by its name, or refuses it for this character. */
    public static MigrationFile of(String name, Optional<String> text) {
        boolean sql = name.toLowerCase(Locale.ROOT).endsWith(".sql");
        return new MigrationFile(name, text.orElse(sql ? "\u0000" : ""));
    }

    public static MigrationFile directory(String name) {
        return new MigrationFile(name + "/", "");
    }

    public boolean isDirectory() {
        return name.endsWith("/");
    }
}
