package dev.stagecraft.cli.init.detect;

import java.util.stream.Stream;

/** Dotenv files, which projects keep out of Git: the operator reads the repository and does not see them. */
final class EnvFileName {
    private EnvFileName() {}

    static boolean is(String path) {
        String name = ProjectFiles.name(path);
        return name.startsWith(".env") || name.endsWith(".env");
    }

    /** Whether it is not there, or the root's {@code .gitignore} names it or its kind. */
    static boolean ignored(ProjectFiles files, String path) {
        String name = ProjectFiles.name(path);
        return files.text(path).isEmpty()
                || files.text(".gitignore").stream()
                        .flatMap(String::lines)
                        .map(line -> line.strip().replaceFirst("^/", ""))
                        .anyMatch(line -> Stream.of(path, name, ".env*", ".env.*", "*.env")
                                .anyMatch(pattern -> pattern.equals(line) && matches(pattern, name, path)));
    }

    private static boolean matches(String pattern, String name, String path) {
        return switch (pattern) {
            case ".env*" -> name.startsWith(".env");
            case ".env.*" -> name.startsWith(".env.");
            case "*.env" -> name.endsWith(".env");
            default -> pattern.equals(path) || pattern.equals(name);
        };
    }
}
