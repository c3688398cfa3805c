package dev.stagecraft.source.git;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ProgressMonitor;

/** A bare repository in a directory of its own, without hooks or a working tree, that takes no object above a size. */
final class DiskRepository extends FileRepository {
    private final long largestObject;
    private final Runnable packBegins;

    private DiskRepository(Path directory, long largestObject, Runnable packBegins) throws IOException {
        super(directory.toFile());
        this.largestObject = largestObject;
        this.packBegins = packBegins;
    }

    /** An empty one. */
    static DiskRepository create(Path directory, long largestObject, Runnable packBegins) throws IOException {
        var repository = new DiskRepository(directory, largestObject, packBegins);
        repository.create(true);
        return repository;
    }

    /** A commit is written once and then only read, and its directory may be deleted at any time. */
    @Override
    public void autoGC(ProgressMonitor monitor) {}

    @Override
    public ObjectInserter newObjectInserter() {
        return new LimitedInserter(super.newObjectInserter(), largestObject, packBegins);
    }
}
