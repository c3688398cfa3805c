package dev.stagecraft.source;

import static java.util.Objects.requireNonNull;

/** What came of reading a directory of a repository. Messages are sentences for the user and hold no credentials. */
public sealed interface GitDirectory {
    /**
     * The files.
     *
     * @param commit full id of the commit that the ref named; reading by it gives the same files again
     */
    record Found(String commit, SourceFiles files) implements GitDirectory {
        public Found {
            requireNonNull(commit, "commit");
            requireNonNull(files, "files");
        }
    }

    /** The server wants credentials, or others than it got, or hides that the repository exists. */
    record GitUnauthorized(String message) implements GitDirectory {}

    /** No usable answer. {@code retryable} is false where asking again cannot help, as for a forbidden address. */
    record GitUnreachable(String message, boolean retryable) implements GitDirectory {}

    /** The repository has no such branch, tag or commit, or does not give it away. */
    record GitRefNotFound(String message) implements GitDirectory {}

    /** The commit has no such directory. */
    record GitPathNotFound(String message) implements GitDirectory {}

    /**
     * What was asked for is not done, whoever asks.
     *
     * @param field where in {@code spec.source.git} the reason lies: {@code url}, {@code ref}, {@code credentials},
     *     or {@code path} for what the directory holds
     */
    record GitRefused(String field, String message) implements GitDirectory {}

    /** It would make sense, and this version cannot do it. {@code field} as in {@link GitRefused}. */
    record GitNotImplemented(String field, String message) implements GitDirectory {}
}
