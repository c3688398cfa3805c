package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * Migrations that did not do as asked. The message is a sentence for people; it holds no secret and no value from the database,
 * which is also why a driver's own exception never hangs on it as a cause. Decide by the code.
 */
public final class MigrationException extends RuntimeException {
    /** What went wrong, as far as it matters for what to do next. */
    public enum Code {
        /** The configuration, the connection string or the files are wrong: the user must change them. */
        INVALID_CONFIG,
        /** This engine or this database cannot do that. */
        UNSUPPORTED,
        /** A program, a driver or a permission of the operator itself is missing. */
        DEPENDENCY_MISSING,
        /** The database was not reached, did not let us in, or went away. */
        CONNECTION_FAILED,
        /** A migration did not run, or must not run as things are. */
        MIGRATION_FAILED,
        /** A fault of the engine. */
        INTERNAL;

        /** As it is shown: {@code migration_failed}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;
    private final MigrationReason reason;
    private final String sentence;

    public MigrationException(Code code, MigrationReason reason, String message) {
        super(message);
        this.sentence = requireNonNull(message, "message");
        this.code = requireNonNull(code, "code");
        this.reason = requireNonNull(reason, "reason");
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    public Code code() {
        return code;
    }

    public MigrationReason reason() {
        return reason;
    }

    /** True if the very same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return code == Code.CONNECTION_FAILED || reason == MigrationReason.MIGRATION_LOCK_TIMEOUT;
    }
}
