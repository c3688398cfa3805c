package dev.stagecraft.cli.session;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** What this machine's files refused to a command: in one sentence, with what to do next. */
public final class FileFaults {
    private FileFaults() {}

    /** The sentence, with its full stop; names the file where the fault does. */
    public static String sentence(IOException failed) {
        return switch (failed) {
            case AccessDeniedException denied ->
                refusing(denied)
                        + " may not be read or written by you; give yourself that right, or name another file.";
            case NoSuchFileException missing ->
                "There is no file or directory " + refused(missing) + "; create it, or name another one.";
            case FileAlreadyExistsException there ->
                refused(there) + " is there already and in the way; move it away, or name another file.";
            case DirectoryNotEmptyException full ->
                refused(full) + " is a directory that is not empty; move it away, or name another file.";
            case NotDirectoryException file -> refused(file) + " is no directory; name one.";
            case FileSystemException other ->
                refused(other) + " cannot be read or written: "
                        + Optional.ofNullable(other.getReason()).orElse("the reason is not known")
                        + "; mend that, or name another file.";
            case CharacterCodingException _ -> "A file that was read is no UTF-8 text; write it as UTF-8.";
            default ->
                "Something could not be read or written: "
                        + Optional.ofNullable(failed.getMessage())
                                .orElse(failed.getClass().getSimpleName())
                        + ". Look at the files that were named; --verbose shows where it was.";
        };
    }

    /** Where a file was to be put, which is the second one that is named; the first is of our making. */
    private static String refused(FileSystemException failed) {
        return Optional.ofNullable(failed.getOtherFile())
                .or(() -> Optional.ofNullable(failed.getFile()))
                .orElse("A file");
    }

    /** What is not there yet is refused by its directory. */
    private static String refusing(AccessDeniedException denied) {
        var path = Path.of(refused(denied));
        return Files.exists(path) || path.getParent() == null ? path.toString() : "The directory " + path.getParent();
    }
}
