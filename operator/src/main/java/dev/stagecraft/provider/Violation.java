package dev.stagecraft.provider;

import static java.util.Objects.requireNonNull;

/**
 * One fault in a configuration.
 *
 * @param path dotted and relative to the configuration that was checked, such as {@code tokenSecretRef.name}; empty for the whole
 * @param message a sentence that says what is wrong and what would be right; holds no secret
 */
public record Violation(String path, String message, Code code) {
    /** What kind of fault it is; the core derives condition reasons from it. */
    public enum Code {
        /** The value can never work. */
        INVALID,
        /** The provider knows no such key. */
        UNKNOWN_KEY,
        /** A key that must be there is not. */
        MISSING,
        /** Valid by the API, not built yet. */
        NOT_IMPLEMENTED,
        /** No provider of that id is installed. */
        UNKNOWN_PROVIDER
    }

    public Violation {
        requireNonNull(path, "path");
        requireNonNull(code, "code");
        if (message.isBlank()) {
            throw new IllegalArgumentException("A violation at '" + path + "' needs a sentence.");
        }
    }

    public static Violation invalid(String path, String message) {
        return new Violation(path, message, Code.INVALID);
    }

    public static Violation missing(String path, String message) {
        return new Violation(path, message, Code.MISSING);
    }

    /** The same fault, seen from a document that holds the checked configuration at {@code prefix}. */
    public Violation under(String prefix) {
        return new Violation(path.isEmpty() ? prefix : prefix + "." + path, message, code);
    }
}
