package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/**
 * One thing that is wrong with a Compose file, in words for its author.
 *
 * @param file in which of several files; empty where there is only one
 * @param path where in the document, such as {@code services.web.depends_on}; empty for the document itself
 * @param line counted from 1; empty where the problem has no single place
 * @param message a sentence that says what is wrong and what to do; never holds the value of a variable
 */
public record ComposeProblem(Code code, String file, String path, OptionalInt line, String message) {
    public ComposeProblem {
        requireNonNull(code, "code");
        requireNonNull(file, "file");
        requireNonNull(path, "path");
        requireNonNull(line, "line");
        requireNonNull(message, "message");
    }

    static ComposeProblem at(Code code, String path, String message) {
        return new ComposeProblem(code, "", path, OptionalInt.empty(), message);
    }

    /** The same in that file. */
    ComposeProblem in(String name) {
        return new ComposeProblem(code, name, path, line, message);
    }

    /** What kind of answer the problem asks for. */
    public enum Code {
        /** The text is not YAML. */
        NOT_YAML,
        /** Larger, deeper or with more aliases than is accepted. */
        LIMIT,
        /** YAML, but not a Compose file. */
        INVALID,
        /** Names a file that the source does not have. */
        NOT_FOUND,
        /** Names a service that the file, or the part of it on this role, does not have. */
        UNKNOWN_SERVICE,
        /** Services that wait for each other in a circle. */
        CYCLE,
        /** Valid for Compose, but not supported here yet. */
        NOT_IMPLEMENTED,
        /** A variable without a value and without a default. */
        UNDEFINED_VARIABLE,
        /** A secret where its value would be stored or shown. */
        SECRET_VARIABLE,
        /** A container that gets power over its host; the caller's policy decides. */
        HOST_ACCESS
    }

    /** The message behind its place: {@code services.web.image (base.yml line 4): ...}. */
    public String describe() {
        String where = line.isPresent() ? (file + " line " + line.getAsInt()).strip() : file;
        String place = where.isEmpty() ? path : (path + " (" + where + ")").strip();
        return place.isEmpty() ? message : place + ": " + message;
    }
}
