package dev.stagecraft.provider.ci;

import static java.util.Objects.requireNonNull;

/**
 * A file for the repository of an application.
 *
 * @param path from the root of the repository
 * @param content all of it, with a newline at its end; holds no secret
 */
public record WorkflowFile(String path, String content) {
    public WorkflowFile {
        requireNonNull(path, "path");
        requireNonNull(content, "content");
    }
}
