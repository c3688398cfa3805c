package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitFiles;
import dev.stagecraft.source.GitLocation;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Reads directories of repositories over HTTPS. One at a time, as each holds its repository in memory. */
public final class JGitFiles implements GitFiles {
    private final GitAccess access;
    private final Semaphore turn = new Semaphore(1, true);

    public JGitFiles(GitAccess access) {
        this.access = access;
        HermeticSystem.install();
    }

    @Override
    public GitDirectory read(GitLocation location, String path) {
        try {
            var request = GitRequest.of(location, access);
            var clean = RepositoryPath.clean(path)
                    .orElseThrow(() -> new GitStop(
                            new GitRefused("path", "The path must stay inside the repository, without '..'.")));
            if (!turn.tryAcquire(access.limits().time().toMillis(), TimeUnit.MILLISECONDS)) {
                return request.later("other repositories take their time");
            }
            try {
                return read(request, clean);
            } finally {
                turn.release();
            }
        } catch (GitStop stop) {
            return stop.answer();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return GitRequest.stopping();
        }
    }

    private GitDirectory read(GitRequest request, String path) {
        var session = new GitSession(request, access);
        try (var repository = new MemoryRepository(access.limits().unpacked(), session::packBegins)) {
            var commit = session.fetch().into(repository);
            return new TreeFiles(request.url(), path, access.limits()).read(repository, commit);
        } catch (IOException failure) {
            return session.answer(failure);
        }
    }
}
