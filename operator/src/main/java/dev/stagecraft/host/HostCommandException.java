package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.command.CommandResult;

/**
 * A command ran on a host and failed. The message holds at most one KiB of its error output, with control characters
 * removed; callers that publish it still pass it through the sanitiser, because programs print what they like.
 */
public final class HostCommandException extends RuntimeException {

    /** Why, as far as exit code and error output tell. */
    public enum Code {
        IMAGE_NOT_FOUND(false),
        IMAGE_PLATFORM_MISSING(false),
        REGISTRY_UNREACHABLE(true),
        REGISTRY_DENIED(false),
        COMPOSE_REJECTED(false),
        DISK_FULL(false),
        LOCKED(true),
        TIMED_OUT(true),
        DOCKER_DOWN(true),
        OTHER(true);

        private final boolean retryable;

        Code(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final Code code;

    public HostCommandException(Code code, String message) {
        super(requireNonNull(message, "message"));
        this.code = requireNonNull(code, "code");
    }

    /** @param what the intent as a verb and object, such as {@code pull the images} */
    static HostCommandException of(String host, String what, CommandResult result) {
        return Failures.exception(host, what, result);
    }

    public Code code() {
        return code;
    }

    /** Whether the same command can succeed later without a person changing something. */
    public boolean retryable() {
        return code.retryable;
    }
}
