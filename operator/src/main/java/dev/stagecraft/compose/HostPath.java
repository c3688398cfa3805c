package dev.stagecraft.compose;

import java.util.regex.Pattern;

/** Where a path leads on a host, from the directory of a project. */
final class HostPath {
    /** The directory of what is shipped, as it is written into a Compose file. */
    static final String SHIPPED = "./files/";

    private static final String RUN = "(?:/var)?/run";
    private static final Pattern SOCKET =
            Pattern.compile(RUN + "/(?:docker|user/[0-9]+/docker|podman/podman|containerd/containerd)\\.sock");
    private static final Pattern ABOVE_SOCKET =
            Pattern.compile("/|/var|" + RUN + "|" + RUN + "/(?:podman|containerd|user|user/[0-9]+)");

    private HostPath() {}

    /** Without {@code .}, and without {@code ..} where something stands before it. */
    static String normal(String path) {
        if (path.startsWith("/")) {
            return "/" + RelativePaths.resolve("", path).replaceAll("^(\\.\\./?)+", "");
        }
        return path.isEmpty() || path.startsWith("~") || path.startsWith("$") ? path : RelativePaths.resolve("", path);
    }

    /** Whether a container with it is master of the engine. */
    static boolean holdsSocket(String normal) {
        return SOCKET.matcher(normal).matches() || ABOVE_SOCKET.matcher(normal).matches();
    }

    static boolean isSocket(String normal) {
        return SOCKET.matcher(normal).matches();
    }

    /** A path that climbs up, or that nobody can know, could be any. */
    static boolean isOutside(String normal) {
        return normal.startsWith("/") || normal.startsWith("~") || normal.startsWith("..") || normal.contains("$");
    }
}
