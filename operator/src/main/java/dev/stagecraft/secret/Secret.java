package dev.stagecraft.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value that every default rendering redacts: {@code toString}, string templates, JSON, exceptions that quote it.
 * Immutable; comparing two takes the same time wherever they differ.
 */
public final class Secret {
    /** What is shown in the place of a secret, everywhere. */
    public static final String REDACTED = "[redacted]";

    private final byte[] value;

    private Secret(byte[] value) {
        this.value = value;
    }

    /** Holds the UTF-8 bytes of {@code value}. */
    public static Secret of(String value) {
        return new Secret(value.getBytes(UTF_8));
    }

    /** Holds a copy: wiping the argument afterwards does not change the secret. */
    public static Secret of(byte[] value) {
        return new Secret(value.clone());
    }

    /** The value as UTF-8 text; bytes that are no UTF-8 come out as U+FFFD, so binary secrets use {@link #revealBytes()}. */
    public String reveal() {
        return new String(value, UTF_8);
    }

    /** A copy of the exact bytes; the caller may wipe it. */
    public byte[] revealBytes() {
        return value.clone();
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    @JsonValue
    public String toString() {
        return REDACTED;
    }
}
