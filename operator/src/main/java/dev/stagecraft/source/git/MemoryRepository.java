package dev.stagecraft.source.git;

import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** A repository for one reading, without a disk, hooks or a working tree, that takes no object above a size. */
final class MemoryRepository extends InMemoryRepository {
    private final long largestObject;

    MemoryRepository(long largestObject) {
        super(new DfsRepositoryDescription("reading"));
        this.largestObject = largestObject;
    }

    @Override
    public ObjectInserter newObjectInserter() {
        var inserter = super.newObjectInserter();
        return new ObjectInserter.Filter() {
            @Override
            protected ObjectInserter delegate() {
                return inserter;
            }

            // A few bytes of delta can stand for gigabytes, which the parser would put together in memory.
            @Override
            public PackParser newPackParser(InputStream in) throws IOException {
                var parser = inserter.newPackParser(in);
                parser.setMaxObjectSizeLimit(largestObject);
                return parser;
            }
        };
    }
}
