package dev.stagecraft.source.git;

import dev.stagecraft.source.SourceLimits;
import java.io.IOException;
import java.nio.file.Path;

/** Brings one commit to the disk, or leaves nothing there. */
final class TreeReading {
    private final GitRequest request;
    private final SourceLimits limits;
    private final TreeStore store;

    TreeReading(GitRequest request, SourceLimits limits, TreeStore store) {
        this.request = request;
        this.limits = limits;
        this.store = store;
    }

    JGitTree read(GitSession session, GitFetch.Wanted wanted, Path directory) throws IOException {
        var stays = false;
        try {
            var repository = DiskRepository.create(directory, limits.unpacked(), session::packBegins);
            try {
                var commit = session.fetch().into(repository, wanted);
                new WholeTree(request.url(), limits).require(repository, commit);
                var tree = JGitTree.of(repository, commit, limits);
                store.deleteAfter(tree, repository, directory);
                stays = true;
                return tree;
            } finally {
                if (!stays) {
                    repository.close();
                }
            }
        } catch (IOException failure) {
            throw failure instanceof GitStop
                    ? failure
                    : store.full(request).<IOException>map(s -> s).orElse(failure);
        } finally {
            if (!stays) {
                store.delete(directory);
            }
        }
    }
}
