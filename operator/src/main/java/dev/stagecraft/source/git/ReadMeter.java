package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.SourceLimits;

/** What one reading has cost so far, and how the server last answered. Used by one thread. */
final class ReadMeter {
    private final GitUrl url;
    private final SourceLimits limits;
    private final long end;
    private long bytes;
    private int status;

    ReadMeter(GitUrl url, SourceLimits limits) {
        this.url = url;
        this.limits = limits;
        end = System.nanoTime() + limits.time().toNanos();
    }

    void answered(int status) {
        this.status = status;
    }

    /** Of HTTP; 0 before any answer. */
    int status() {
        return status;
    }

    void transferred(int more) throws GitStop {
        bytes += more;
        if (bytes > limits.transfer()) {
            throw new GitStop(new GitRefused(
                    "url",
                    "The state of %s is larger than %d MiB, which is too much to read files from. Keep them in a smaller repository, or in the image."
                            .formatted(url, limits.transfer() >> 20)));
        }
        if (System.nanoTime() - end > 0) {
            throw new GitStop(new GitUnreachable(
                    "The Git server of %s took more than %d s."
                            .formatted(url, limits.time().toSeconds()),
                    true));
        }
    }
}
