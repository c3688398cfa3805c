package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of an authority are there and of no use; the message says which, and what to do. */
public final class AuthorityFault extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param wrong what follows the directory in the sentence */
    AuthorityFault(Path directory, String wrong, @Nullable Throwable cause) {
        super(
                "The authority in %s %s; remove that directory, and a new one is made.".formatted(directory, wrong),
                cause);
    }
}
