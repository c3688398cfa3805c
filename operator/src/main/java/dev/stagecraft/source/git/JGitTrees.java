package dev.stagecraft.source.git;

import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.GitTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;

/** Reads commits of repositories over HTTPS, and keeps the latest on the disk. */
public final class JGitTrees implements GitTrees, AutoCloseable {
    /** The parts of a pack that are deltas are put together in memory. */
    private static final int AT_ONCE = 2;

    private static final int KEPT = 8;
    private static final long ROOM = 2L << 30;

    private final GitAccess access;
    private final TreeStore store;
    private final TreeCache cache;
    private final Flights<TreeKey, Answer> flights = new Flights<>();
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /**
     * Deletes what a process that died has left in the directory.
     *
     * @param directory is there, and may be used by others too: all is kept in one below it, which nobody else can read
     */
    public JGitTrees(GitAccess access, Path directory) {
        this(access, directory, KEPT, ROOM);
    }

    JGitTrees(GitAccess access, Path directory, int kept, long room) {
        this.access = access;
        HermeticSystem.install();
        store = new TreeStore(directory, kept);
        cache = new TreeCache(kept, room);
    }

    @Override
    public Answer read(GitLocation location) {
        try {
            var request = GitRequest.of(location, access);
            if (ObjectId.isId(request.ref())) {
                var kept = kept(request, ObjectId.fromString(request.ref()));
                return kept.isPresent() ? kept.get() : fetchOnce(request, GitFetch.Wanted.commit(request.ref()));
            }
            return ask(request);
        } catch (GitStop stop) {
            return new Answer.Failed(stop.answer());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(GitRequest.stopping());
        }
    }

    /** Deletes all trees, also those that somebody holds. */
    @Override
    public void close() {
        cache.clear();
        store.close();
    }

    private Answer ask(GitRequest request) throws InterruptedException {
        var session = new GitSession(request, access);
        GitFetch.Wanted wanted;
        try (var none = new MemoryRepository(1, session::packBegins)) {
            wanted = session.fetch().wanted(none);
        } catch (IOException failure) {
            return new Answer.Failed(session.answer(failure));
        }
        var kept = kept(request, wanted.id());
        return kept.isPresent() ? kept.get() : fetchOnce(request, wanted);
    }

    private Answer fetchOnce(GitRequest request, GitFetch.Wanted wanted) throws InterruptedException {
        return flights.join(TreeKey.of(request, wanted.id().name()), () -> fetchInTurn(request, wanted));
    }

    private Answer fetchInTurn(GitRequest request, GitFetch.Wanted wanted) {
        // It may have come between the look before and this.
        var kept = kept(request, wanted.id());
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            if (!turns.tryAcquire(access.limits().time().toMillis(), TimeUnit.MILLISECONDS)) {
                return new Answer.Failed(request.later("other repositories take their time"));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Failed(GitRequest.stopping());
        }
        try {
            return fetch(request, wanted);
        } catch (GitStop stop) {
            return new Answer.Failed(stop.answer());
        } finally {
            turns.release();
        }
    }

    private Answer fetch(GitRequest request, GitFetch.Wanted wanted) throws GitStop {
        var session = new GitSession(request, access);
        var directory = store.next(request);
        var reading = new TreeReading(request, access.limits(), store);
        try {
            var tree = reading.read(session, wanted, directory);
            return new Answer.Found(cache.keep(TreeKey.of(request, tree.commit()), tree));
        } catch (IOException failure) {
            return new Answer.Failed(session.answer(failure));
        }
    }

    private Optional<Answer> kept(GitRequest request, ObjectId commit) {
        return cache.get(TreeKey.of(request, commit.name())).map(Answer.Found::new);
    }
}
