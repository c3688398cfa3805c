package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.SourceLimits;

/** What one reading has cost so far, and how the server last answered. Used by one thread. */
final class ReadMeter {
    /** Before the pack: JGit holds the names of branches and tags in memory, all of them where a server does not select. */
    private static final long WORDS = 32L << 20;

    private final GitUrl url;
    private final SourceLimits limits;
    private final long end;
    private long bytes;
    private long most;
    private int status;

    ReadMeter(GitUrl url, SourceLimits limits) {
        this.url = url;
        this.limits = limits;
        most = Math.min(limits.transfer(), WORDS);
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
        if (bytes > most) {
            throw new GitStop(new GitRefused(
                    "url",
                    "The state of %s is larger than %d MiB, which is too much to read files from. Keep them in a smaller repository, or in the image."
                            .formatted(url, most >> 20)));
        }
        if (late()) {
            throw tooSlow();
        }
    }

    void packBegins() {
        most = limits.transfer();
    }

    boolean late() {
        return System.nanoTime() - end > 0;
    }

    GitStop tooSlow() {
        return new GitStop(new GitUnreachable(
                "The Git server of %s took more than %d s."
                        .formatted(url, limits.time().toSeconds()),
                true));
    }
}
