package dev.stagecraft.source.git;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitPathNotFound;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceFiles;
import dev.stagecraft.source.SourceLimits;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Takes the files of one directory out of a commit, as they are stored: no line ends changed, no filter run. */
final class TreeFiles {
    private static final byte[] LFS = "version https://git-lfs.github.com/spec/".getBytes(US_ASCII);

    private final GitUrl url;
    private final String path;
    private final SourceLimits limits;
    private long size;

    /** {@code path} has no slash at either end, and no part that climbs. */
    TreeFiles(GitUrl url, String path, SourceLimits limits) {
        this.url = url;
        this.path = path;
        this.limits = limits;
    }

    GitDirectory read(Repository repository, ObjectId commit) throws IOException {
        var files = new TreeMap<String, SourceFile>();
        var directories = new TreeSet<String>();
        try (var walk = new RevWalk(repository);
                var reader = repository.newObjectReader();
                var tree = new TreeWalk(reader)) {
            tree.addTree(directory(reader, walk.parseCommit(commit).getTree()));
            while (tree.next()) {
                if (FileMode.TREE.equals(tree.getFileMode()) || FileMode.GITLINK.equals(tree.getFileMode())) {
                    if (directories.size() < limits.files()) {
                        directories.add(tree.getNameString());
                    }
                } else {
                    take(tree, reader, files);
                }
            }
        }
        return new GitDirectory.Found(commit.getName(), new SourceFiles(files, directories));
    }

    private ObjectId directory(ObjectReader reader, ObjectId root) throws IOException {
        var at = root;
        if (path.isEmpty()) {
            return at;
        }
        for (var part : path.split("/")) {
            try (var found = TreeWalk.forPath(reader, part, at)) {
                if (found == null) {
                    throw notFound("does not have the directory");
                }
                var mode = found.getFileMode();
                if (!FileMode.TREE.equals(mode)) {
                    throw notFound(
                            FileMode.GITLINK.equals(mode)
                                    ? "has a submodule, which is not fetched, at or above"
                                    : "has a file or a link at or above");
                }
                at = found.getObjectId(0);
            }
        }
        return at;
    }

    private void take(TreeWalk tree, ObjectReader reader, Map<String, SourceFile> files) throws IOException {
        var name = tree.getNameString();
        var mode = tree.getFileMode();
        if (FileMode.SYMLINK.equals(mode)) {
            throw refused("%s is a symbolic link, which is not followed: put the file itself there".formatted(name));
        }
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            throw refused("it has an entry whose name is none");
        }
        var object = reader.open(tree.getObjectId(0));
        if (object.getSize() > limits.file()) {
            throw refused("%s is larger than %d KiB".formatted(name, limits.file() >> 10));
        }
        var bytes = object.getBytes(limits.file());
        size += bytes.length;
        if (size > limits.directory() || files.size() == limits.files()) {
            throw refused("it has more than %d files, or more than %d MiB"
                    .formatted(limits.files(), limits.directory() >> 20));
        }
        if (bytes.length > LFS.length && Arrays.equals(bytes, 0, LFS.length, LFS, 0, LFS.length)) {
            throw refused("%s is kept in Git LFS, and its content is not in the repository: commit the file itself"
                    .formatted(name));
        }
        files.put(name, SourceFile.of(bytes));
    }

    private GitStop notFound(String why) {
        return new GitStop(new GitPathNotFound("%s %s '%s': correct the path, or the ref.".formatted(url, why, path)));
    }

    private GitStop refused(String why) {
        return new GitStop(new GitRefused("path", "'%s' in %s cannot be read: %s.".formatted(path, url, why)));
    }
}
