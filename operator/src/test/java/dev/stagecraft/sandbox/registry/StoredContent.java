package dev.stagecraft.sandbox.registry;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes by path of the distribution API: manifests and blobs that were put as they are. */
final class StoredContent {
    /** What is served at a path. */
    record Content(String mediaType, ByteBuffer bytes) {
        byte[] copy() {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return copy;
        }
    }

    private final Map<String, Content> byPath = new ConcurrentHashMap<>();

    void put(String path, String mediaType, byte[] bytes) {
        byPath.put(path, new Content(mediaType, ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer()));
    }

    Optional<Content> get(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    void remove(String path) {
        byPath.remove(path);
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256.", failure);
        }
    }
}
