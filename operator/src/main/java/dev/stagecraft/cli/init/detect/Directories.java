package dev.stagecraft.cli.init.detect;

import java.util.ArrayDeque;
import java.util.Arrays;

/** Paths of a project, compared and put together. */
public final class Directories {
    private Directories() {}

    /** Without {@code .}, {@code ..} and doubled slashes; empty for the root. What leaves the project keeps its dots. */
    public static String plain(String path) {
        var parts = new ArrayDeque<String>();
        for (String part : path.strip().split("/+")) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** A path below a directory, which may be the root. */
    public static String below(String directory, String path) {
        return plain(directory + "/" + path);
    }

    /** As Compose and providers have it: a directory with a dot in front. */
    public static String dotted(String path) {
        return path.isEmpty() ? "." : "./" + path;
    }

    /** What leads from a directory to a path, with dots for the way up. */
    public static String from(String directory, String path) {
        String[] here = directory.isEmpty() ? new String[0] : directory.split("/");
        String[] there = path.isEmpty() ? new String[0] : path.split("/");
        int same = 0;
        while (same < here.length && same < there.length && here[same].equals(there[same])) {
            same++;
        }
        String down = String.join("/", Arrays.copyOfRange(there, same, there.length));
        return "../".repeat(here.length - same) + down;
    }
}
