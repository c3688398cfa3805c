package dev.stagecraft.image.oci;

import dev.stagecraft.image.oci.MergedTree.Placed;
import dev.stagecraft.image.oci.MergedTree.Resolution;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceFiles;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the files of a directory. The layers are read once for the directory itself; only a link that leads out of it
 * costs another pass, which looks for where it leads.
 */
final class DirectoryWalk {
    private static final int MOST_PASSES = 10;

    /** Where a link leads, and the uppermost layer that counts there. */
    private record Link(String path, int from) {}

    private final ImageLayers layers;
    private final NavigableMap<String, SourceFile> files = new TreeMap<>();
    private final NavigableSet<String> directories = new TreeSet<>();
    private final Map<String, Link> links = new HashMap<>();
    private int passes;

    DirectoryWalk(ImageLayers layers) {
        this.layers = layers;
    }

    /** Empty where the image has no such directory. */
    Optional<SourceFiles> read(String directory) throws RefusedImage, RegistryTrouble {
        var path = ImagePath.ofEntry(directory);
        while (true) {
            var tree = pass(0, Wanted.directory(path));
            switch (tree.resolve(path)) {
                case Resolution.Elsewhere(var target) -> path = target;
                case Resolution.At(Placed(var node, var _)) -> {
                    return node instanceof Node.Directory ? Optional.of(filesOf(tree, path)) : Optional.empty();
                }
                case Resolution.Nothing() -> {
                    return Optional.empty();
                }
            }
        }
    }

    private SourceFiles filesOf(MergedTree tree, String directory) throws RefusedImage, RegistryTrouble {
        directories.addAll(tree.impliedChildren(directory));
        for (var child : tree.children(directory).entrySet()) {
            place(child.getKey(), directory, child.getValue(), child.getValue().layer());
        }
        while (!links.isEmpty()) {
            followOnce();
        }
        if (files.size() > layers.budget().limits().files()) {
            throw new RefusedImage("the directory has more than %d files"
                    .formatted(layers.budget().limits().files()));
        }
        return new SourceFiles(files, directories);
    }

    /** One pass for all links that count from the same layer. */
    private void followOnce() throws RefusedImage, RegistryTrouble {
        int from = links.values().iterator().next().from();
        var group = new HashMap<String, Link>();
        links.forEach((name, link) -> {
            if (link.from() == from) {
                group.put(name, link);
            }
        });
        links.keySet().removeAll(group.keySet());
        var paths = new HashSet<String>();
        group.values().forEach(link -> paths.add(link.path()));
        var tree = pass(from, Wanted.paths(paths));
        for (var entry : group.entrySet()) {
            follow(entry.getKey(), entry.getValue(), tree);
        }
    }

    private void follow(String name, Link link, MergedTree tree) throws RefusedImage {
        switch (tree.resolve(link.path())) {
            case Resolution.Elsewhere(var target) -> links.put(name, new Link(target, link.from()));
            case Resolution.At(var placed) -> place(name, ImagePath.parent(link.path()), placed, link.from());
            case Resolution.Nothing() ->
                throw new RefusedImage(
                        "%s is a link to /%s, which the image does not have".formatted(name, link.path()));
        }
    }

    private void place(String name, String directory, Placed placed, int from) throws RefusedImage {
        switch (placed.node()) {
            case Node.File(var content) -> files.put(name, content);
            case Node.SymbolicLink(var target) -> links.put(name, new Link(ImagePath.ofLink(directory, target), 0));
            // Another name of a file of this layer or a lower one; what stands above at that name is another file.
            case Node.HardLink(var target) -> links.put(name, new Link(target, Math.max(from, placed.layer())));
            case Node.Directory() -> directories.add(name);
            case Node.Special(), Node.Deleted() -> {}
        }
    }

    private MergedTree pass(int from, Wanted wanted) throws RefusedImage, RegistryTrouble {
        if (++passes > MOST_PASSES) {
            throw new RefusedImage("links in it lead on and on");
        }
        return layers.read(from, wanted);
    }
}
