package dev.stagecraft.provider.secrets;

import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.Optional;

/** The checkout of a person who carries Secrets. Paths are relative to it and do not leave it. */
public interface Workplace {
    /** The file; empty where there is none. */
    Optional<Secret> read(String path) throws IOException;

    /** Replaces the file as a whole; only its owner may read it. */
    void write(String path, Secret content) throws IOException;

    /** Runs programs in it. As in a shell, the exit code of a program that is not there is 127. */
    CommandRunner programs();
}
