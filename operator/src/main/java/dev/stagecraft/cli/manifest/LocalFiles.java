package dev.stagecraft.cli.manifest;

import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitFiles;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceFiles;
import dev.stagecraft.source.SourceTree;
import java.util.TreeMap;
import java.util.TreeSet;

/** The directories of a tree that is at hand, whatever location they are asked for at. */
public record LocalFiles(SourceTree tree) implements GitFiles {
    @Override
    public GitDirectory read(GitLocation location, String path) {
        var entries = tree.list(path);
        if (entries.isEmpty()) {
            return new GitDirectory.GitPathNotFound("there is no directory " + path + " among the " + tree.commit());
        }
        var files = new TreeMap<String, SourceFile>();
        var directories = new TreeSet<String>();
        entries.forEach((name, kind) -> {
            switch (kind) {
                case FILE ->
                    tree.file(path.isEmpty() ? name : path + "/" + name).ifPresent(file -> files.put(name, file));
                case DIRECTORY -> directories.add(name);
                case LINK, SUBMODULE -> {}
            }
        });
        return new GitDirectory.Found(tree.commit(), new SourceFiles(files, directories));
    }
}
