package dev.stagecraft.source.git;

import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.ObjectInserter;

/** A repository for one reading, without a disk, hooks or a working tree, that takes no object above a size. */
final class MemoryRepository extends InMemoryRepository {
    private final long largestObject;
    private final Runnable packBegins;

    MemoryRepository(long largestObject, Runnable packBegins) {
        super(new DfsRepositoryDescription("reading"));
        this.largestObject = largestObject;
        this.packBegins = packBegins;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return new LimitedInserter(super.newObjectInserter(), largestObject, packBegins);
    }
}
