package dev.stagecraft.sandbox.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An Ed25519 key pair made by {@code ssh-keygen}: the private half at {@code file}, the public half beside it. */
record KeyPairFile(Path file) {

    static KeyPairFile generate(Path file, String comment) {
        Tool.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", file.toString())
                .orFail();
        return new KeyPairFile(file);
    }

    /** In OpenSSH's own format, as it would stand in a Secret. */
    String privateKey() {
        return read(file);
    }

    /** One line: type, key, comment. */
    String publicKey() {
        return read(file.resolveSibling(file.getFileName() + ".pub")).strip();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read.".formatted(path), e);
        }
    }
}
