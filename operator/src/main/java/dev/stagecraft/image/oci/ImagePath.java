package dev.stagecraft.image.oci;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths in an image: no slash at either end, no empty part, neither {@code .} nor {@code ..}; the root is empty. All
 * are plain strings inside the image, and none is ever given to a file system.
 */
final class ImagePath {
    private static final int LONGEST = 4096;

    private ImagePath() {}

    /** The name of an archive's entry. One that climbs is not written by any builder, so it is refused, not bent. */
    static String ofEntry(String name) throws RefusedImage {
        var parts = parts(name).toList();
        if (name.length() > LONGEST || name.indexOf('\0') >= 0 || parts.contains("..")) {
            throw new RefusedImage("a layer has an entry whose name leaves the image or is no name");
        }
        return String.join("/", parts);
    }

    /** Where a symbolic link in {@code directory} leads; as in a container, the root is its own parent. */
    static String ofLink(String directory, String target) throws RefusedImage {
        if (target.length() > LONGEST || target.indexOf('\0') >= 0) {
            throw new RefusedImage("a layer has a link whose target is no path");
        }
        var path = new ArrayDeque<String>(
                target.startsWith("/") ? List.of() : parts(directory).toList());
        parts(target).forEach(part -> {
            if (part.equals("..")) {
                path.pollLast();
            } else {
                path.addLast(part);
            }
        });
        return String.join("/", path);
    }

    static String parent(String path) {
        return path.substring(0, Math.max(path.lastIndexOf('/'), 0));
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** From the first directory below the root down to {@code path} itself; none for the root. */
    static List<String> prefixes(String path) {
        var prefixes = new ArrayList<String>();
        for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
            prefixes.add(path.substring(0, at));
        }
        if (!path.isEmpty()) {
            prefixes.add(path);
        }
        return prefixes;
    }

    private static Stream<String> parts(String path) {
        return Stream.of(path.split("/")).filter(part -> !part.isEmpty() && !part.equals("."));
    }
}
