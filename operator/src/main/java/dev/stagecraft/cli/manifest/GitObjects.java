package dev.stagecraft.cli.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names files and directories as Git does, so that what is committed as it lies there has the same name. */
final class GitObjects {
    private GitObjects() {}

    static String blob(Path file) throws IOException {
        return HexFormat.of().formatHex(hash("blob", content(file)));
    }

    /** @param files by their path in the directory, at least one */
    static String tree(SortedMap<String, Path> files) throws IOException {
        return HexFormat.of().formatHex(treeHash(files));
    }

    private static byte[] treeHash(SortedMap<String, Path> files) throws IOException {
        // Git sorts a directory as if its name ended in a slash.
        var entries = new TreeMap<String, SortedMap<String, Path>>();
        files.forEach((name, file) -> {
            int slash = name.indexOf('/');
            var entry = slash < 0 ? name : name.substring(0, slash + 1);
            entries.computeIfAbsent(entry, first -> new TreeMap<>())
                    .put(slash < 0 ? "" : name.substring(slash + 1), file);
        });
        var out = new ByteArrayOutputStream();
        for (var entry : entries.entrySet()) {
            boolean directory = entry.getKey().endsWith("/");
            var name = directory ? entry.getKey().substring(0, entry.getKey().length() - 1) : entry.getKey();
            var file = entry.getValue().get("");
            out.writeBytes(((directory || file == null ? "40000" : mode(file)) + " " + name + "\0").getBytes(UTF_8));
            out.writeBytes(directory || file == null ? treeHash(entry.getValue()) : hash("blob", content(file)));
        }
        return hash("tree", out.toByteArray());
    }

    private static String mode(Path file) {
        if (Files.isSymbolicLink(file)) {
            return "120000";
        }
        return Files.isExecutable(file) ? "100755" : "100644";
    }

    private static byte[] content(Path file) throws IOException {
        return Files.isSymbolicLink(file)
                ? Files.readSymbolicLink(file).toString().getBytes(UTF_8)
                : Files.readAllBytes(file);
    }

    private static byte[] hash(String type, byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update((type + " " + content.length + "\0").getBytes(UTF_8));
            return digest.digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
