package dev.stagecraft.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The exact bytes of one file. Immutable; {@code toString} shows the size only, as a file may hold anything. */
public final class SourceFile {
    private final byte[] bytes;

    private SourceFile(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Holds a copy. */
    public static SourceFile of(byte[] bytes) {
        return new SourceFile(bytes.clone());
    }

    /** Holds the UTF-8 bytes of {@code text}. */
    public static SourceFile of(String text) {
        return new SourceFile(text.getBytes(UTF_8));
    }

    public int size() {
        return bytes.length;
    }

    /** A copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Empty where the bytes are not UTF-8: a replaced character would be another file than the one that was meant. */
    public Optional<String> text() {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String sha256() {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256.", failure);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceFile that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
