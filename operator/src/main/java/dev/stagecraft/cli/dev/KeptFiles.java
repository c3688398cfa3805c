package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.FileFaults;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Files that are kept from one run to the next, and their ordinary faults.
 *
 * @param place where they are
 * @param variable that names another place
 */
record KeptFiles(Path place, String variable) {
    /** What is wrong with which file, and what to do. */
    CommandFailure refused(IOException fault) {
        return CommandFailure.of(
                "%s It is kept in %s, where a run with sudo leaves root's files; %s names another place."
                        .formatted(FileFaults.sentence(fault), place, variable),
                fault);
    }
}
