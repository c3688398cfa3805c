package dev.stagecraft.source.git;

import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.SourceLimits;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * Looks at a commit that was fetched before it is trusted: every object is there, every directory is one that Git would
 * check out, and it does not unfold to more than it was as a pack, as a directory may stand in many places. JGit's own
 * check of what it fetches does not know of commits without history.
 */
final class WholeTree {
    private static final int LONGEST_PATH = 4096;

    private final GitUrl url;
    private final SourceLimits limits;
    private final ObjectChecker checker = new ObjectChecker().setAllowLeadingZeroFileMode(true);
    private final Set<ObjectId> checked = new HashSet<>();

    WholeTree(GitUrl url, SourceLimits limits) {
        this.url = url;
        this.limits = limits;
    }

    void require(Repository repository, ObjectId commit) throws IOException {
        try (var reader = repository.newObjectReader();
                var walk = new RevWalk(reader);
                var tree = new TreeWalk(reader)) {
            var root = walk.parseCommit(commit).getTree();
            requireTree(root, reader);
            tree.addTree(root);
            for (int entries = 0; tree.next(); entries++) {
                if (entries == limits.files()) {
                    throw refused("more than %d files and directories".formatted(limits.files()));
                }
                if (tree.getPathLength() > LONGEST_PATH) {
                    throw refused("paths longer than %d bytes".formatted(LONGEST_PATH));
                }
                requireEntry(tree, reader);
            }
        }
    }

    private void requireEntry(TreeWalk tree, ObjectReader reader) throws IOException {
        var id = tree.getObjectId(0);
        if (tree.isSubtree()) {
            requireTree(id, reader);
            tree.enterSubtree();
        } else if (!FileMode.GITLINK.equals(tree.getFileMode()) && !reader.has(id, Constants.OBJ_BLOB)) {
            throw new MissingObjectException(id, Constants.OBJ_BLOB);
        }
    }

    private void requireTree(ObjectId id, ObjectReader reader) throws IOException {
        if (checked.add(id.copy())) {
            checker.checkTree(id, reader.open(id, Constants.OBJ_TREE).getCachedBytes());
        }
    }

    private GitStop refused(String what) {
        return new GitStop(new GitRefused(
                "url",
                "%s holds %s, which is too much to read. Keep it in a smaller repository.".formatted(url, what)));
    }
}
