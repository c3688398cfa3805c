package dev.stagecraft.provider.cloud;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cloud that did not do as asked. The message is a sentence for people and holds no secret; decide by the code. */
public final class CloudException extends RuntimeException {
    /** What went wrong, as far as it matters for what to do next. */
    public enum Code {
        /** The token is wrong, expired or revoked. */
        UNAUTHORIZED(false),
        /** The token lacks a scope. */
        FORBIDDEN(false),
        NOT_FOUND(false),
        /** Too many requests; {@link CloudException#retryAt()} says when to come back. */
        RATE_LIMITED(true),
        /** The request can never succeed as it is; the message is the cloud's own. */
        INVALID_REQUEST(false),
        /** The account's limit is reached: raise it or delete something. */
        QUOTA(false),
        /** The machine is busy. */
        CONFLICT(true),
        SERVER_ERROR(true),
        /** No connection, or it broke. */
        UNREACHABLE(true),
        TIMEOUT(true),
        /** An answer outside the contract: an unreadable body, a redirect, a link to another origin. */
        PROTOCOL(false),
        /** A create whose effect is unknown; the create protocol finds out. */
        AMBIGUOUS_CREATE(false),
        /** The machine does not carry this owner's tag and name. */
        NOT_OURS(false),
        /** This provider cannot do that by its nature. */
        UNSUPPORTED(false);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Code code;
    private final @Nullable Instant retryAt;
    private final @Nullable Duration retryAfter;

    public CloudException(Code code, String message) {
        this(code, message, null);
    }

    public CloudException(Code code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = requireNonNull(code, "code");
        this.retryAt = null;
        this.retryAfter = null;
    }

    private CloudException(String message, Instant retryAt, Duration retryAfter) {
        super(message);
        this.code = Code.RATE_LIMITED;
        this.retryAt = retryAt;
        this.retryAfter = retryAfter;
    }

    /** A budget is spent until {@code retryAt}. */
    public static CloudException rateLimited(String message, Instant now, Instant retryAt) {
        Duration after = Duration.between(now, retryAt);
        return new CloudException(message, retryAt, after.isNegative() ? Duration.ZERO : after);
    }

    public Code code() {
        return code;
    }

    /** True if the very same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return code.retryable;
    }

    /** True if it is the token that the cloud does not take, so that only another one helps. */
    public boolean refusesToken() {
        return code == Code.UNAUTHORIZED || code == Code.FORBIDDEN;
    }

    /** When it is worth asking again; only for {@code RATE_LIMITED}. */
    public Optional<Instant> retryAt() {
        return Optional.ofNullable(retryAt);
    }

    /** {@link #retryAt()} counted from when the exception was made. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
