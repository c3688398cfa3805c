package dev.stagecraft.provider.ci.github;

import java.time.Instant;
import java.util.Optional;

/** A request that brought no answer that could be used. Its message is a sentence and holds no secret. */
final class GitHubFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What it means for what was asked. */
    enum Kind {
        /** Nothing was done, and there is a time from which it may be asked again. */
        RATE_LIMITED,
        /** Nothing was done, and asking again may help: it could not be sent. */
        NOT_SENT,
        /** Whether it was done is not known; asking again may help. */
        UNCLEAR,
        /** Nothing was done, and nothing will be until a person changes something. */
        REFUSED
    }

    private final Kind kind;
    private final int status;
    private final transient Optional<Instant> until;

    GitHubFailure(Kind kind, int status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
        this.until = Optional.empty();
    }

    GitHubFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.status = 0;
        this.until = Optional.empty();
    }

    private GitHubFailure(int status, String message, Instant until) {
        super(message);
        this.kind = Kind.RATE_LIMITED;
        this.status = status;
        this.until = Optional.of(until);
    }

    static GitHubFailure rateLimited(int status, String message, Instant until) {
        return new GitHubFailure(status, message, until);
    }

    Kind kind() {
        return kind;
    }

    /** 0 where there was no answer. */
    int status() {
        return status;
    }

    /** From when on it may be asked again; only of {@link Kind#RATE_LIMITED}. */
    Optional<Instant> until() {
        return until;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
