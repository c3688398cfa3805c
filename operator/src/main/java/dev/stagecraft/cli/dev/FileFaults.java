package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Ordinary faults of the files that a run keeps, for people.
 *
 * @param place where they are
 * @param variable that names another place
 */
record FileFaults(Path place, String variable) {
    /** What is wrong with which file, and what to do. */
    CommandFailure told(IOException fault) {
        return CommandFailure.of(
                "%s cannot be used: %s. See whose files those in %s are (a run with sudo leaves root's there), or name another place with %s."
                        .formatted(file(fault), reason(fault), place, variable),
                fault);
    }

    private String file(IOException fault) {
        return fault instanceof FileSystemException known && known.getFile() != null
                ? known.getFile()
                : place.toString();
    }

    private static String reason(IOException fault) {
        return switch (fault) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "something else is there already";
            case DirectoryNotEmptyException _ -> "it is a directory, and not empty";
            case NoSuchFileException _ -> "it is gone";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> Optional.ofNullable(fault.getMessage()).orElse(fault.toString());
        };
    }
}
