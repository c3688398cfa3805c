package dev.stagecraft.cli.documented;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Path;

/** What a page's commands are run in: files in a directory, and perhaps something in a cluster. One for all blocks that name it. */
interface Scene extends AutoCloseable {
    /** Makes it; the directory is empty. */
    void prepare(Path directory) throws IOException;

    /** A run in it. */
    CliRun run(Path directory);

    /** What a page shows for what is another one in each run, beside what golden files replace. */
    default String shown(String printed) {
        return printed;
    }

    @Override
    default void close() {}
}
