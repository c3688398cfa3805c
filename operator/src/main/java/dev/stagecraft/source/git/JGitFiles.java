package dev.stagecraft.source.git;

import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitNotImplemented;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.GitFiles;
import dev.stagecraft.source.GitLocation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
            var url = GitUrl.of(location.url(), access);
            var credentials = basic(location);
            var clean = clean(path);
            if (!turn.tryAcquire(access.limits().time().toMillis(), TimeUnit.MILLISECONDS)) {
                return later(url, "other repositories take their time");
            }
            try {
                return read(url, location.ref(), credentials, clean);
            } finally {
                turn.release();
            }
        } catch (GitStop stop) {
            return stop.answer();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new GitUnreachable("The repository was not read: the operator is stopping.", true);
        }
    }

    private GitDirectory read(GitUrl url, String ref, Optional<GitCredentials.Basic> credentials, String path) {
        var meter = new ReadMeter(url, access.limits());
        var connections = new GuardedConnections(url, credentials.isPresent(), access, meter);
        try (var repository = new MemoryRepository(access.limits().unpacked())) {
            var fetch = new GitFetch(url, ref, connections, new OriginCredentials(url, credentials), access);
            var commit = fetch.into(repository);
            return new TreeFiles(url, path, access.limits()).read(repository, commit);
        } catch (IOException failure) {
            return FetchTrouble.answer(url, meter.status(), credentials.isPresent(), failure);
        }
    }

    private static Optional<GitCredentials.Basic> basic(GitLocation location) throws GitStop {
        if (location.credentials().isEmpty()) {
            return Optional.empty();
        }
        return switch (location.credentials().get()) {
            case GitCredentials.Basic basic -> Optional.of(basic);
            case GitCredentials.SshKey _ ->
                throw new GitStop(new GitNotImplemented(
                        "credentials",
                        "spec.source.git.credentials: SSH keys are not supported yet. Put username and password, or a"
                                + " token as the password, into the Secret."));
        };
    }

    private static String clean(String path) throws GitStop {
        var parts = List.of(path.split("/")).stream()
                .filter(part -> !part.isEmpty() && !part.equals("."))
                .toList();
        if (parts.contains("..") || path.length() > 4096 || path.indexOf('\0') >= 0) {
            throw new GitStop(new GitRefused("path", "The path must stay inside the repository, without '..'."));
        }
        return String.join("/", parts);
    }

    private static GitDirectory later(GitUrl url, String why) {
        return new GitUnreachable("%s was not read: %s.".formatted(url, why), true);
    }
}
