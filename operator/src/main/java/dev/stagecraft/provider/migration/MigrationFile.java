package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

/** A file as its source has it; {@code name} is without directories. */
public record MigrationFile(String name, String content) {
    public MigrationFile {
        requireNonNull(name, "name");
        requireNonNull(content, "content");
    }
}
