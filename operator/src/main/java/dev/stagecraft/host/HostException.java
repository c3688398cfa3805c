package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A connection that could not be made, or broke. The message is a sentence that names the host and what to do; it never
 * holds key material. A command that was under way may or may not have had its effect.
 */
public final class HostException extends RuntimeException {

    /** What went wrong. */
    public enum Code {
        UNREACHABLE(true),
        TIMEOUT(true),
        CONNECTION_LOST(true),
        PROTOCOL(true),
        TARGET_UNREACHABLE(true),
        FORWARDING_REFUSED(false),
        HOST_KEY_MISMATCH(false),
        AUTH_REFUSED(false),
        BAD_KEY(false),
        ADDRESS_REFUSED(false);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Code code;

    public HostException(Code code, String message) {
        this(code, message, null);
    }

    public HostException(Code code, String message, @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.code = requireNonNull(code, "code");
    }

    public Code code() {
        return code;
    }

    /** Whether the same attempt can succeed later without a person changing something. */
    public boolean retryable() {
        return code.retryable;
    }
}
