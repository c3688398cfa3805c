package dev.stagecraft.image.oci;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Takes one layer as it arrives. Nothing of it counts before its last byte came and its digest was right. */
final class LayerSink implements BodySink {
    private final Layer layer;
    private final LayerArchive archive;
    private final ReadBudget budget;
    private final MessageDigest sha = sha256();
    private long size;
    private volatile @Nullable LayerView view;
    private volatile @Nullable RefusedImage refusal;

    LayerSink(Layer layer, LayerArchive archive, ReadBudget budget) {
        this.layer = layer;
        this.archive = archive;
        this.budget = budget;
    }

    /** What was found; empty if the body was not taken to its end. */
    Optional<LayerView> view() throws RefusedImage {
        var refused = refusal;
        if (refused != null) {
            throw refused;
        }
        return Optional.ofNullable(view);
    }

    @Override
    public Duration most() {
        return budget.left();
    }

    @Override
    public void take(InputStream body) throws IOException {
        var metered = new MeteredStream(body, (buffer, offset, length) -> {
            budget.transferred(length);
            sha.update(buffer, offset, length);
            size += length;
        });
        try {
            var read = archive.read(unpacked(metered));
            metered.transferTo(OutputStream.nullOutputStream());
            requireDigest();
            view = read;
        } catch (RefusedImage refused) {
            refusal = refused;
        } catch (InterruptedIOException late) {
            throw late;
        } catch (IOException failure) {
            if (metered.broken()) {
                throw failure;
            }
            refusal = new RefusedImage("layer %s is not the %s that it is said to be"
                    .formatted(layer.digest(), layer.gzip() ? "gzipped tar archive" : "tar archive"));
        }
    }

    /** Some builders write one gzip member a file, so the end of the first is not the end. */
    private InputStream unpacked(InputStream packed) throws IOException {
        return layer.gzip()
                ? GzipCompressorInputStream.builder()
                        .setInputStream(packed)
                        .setDecompressConcatenated(true)
                        .get()
                : packed;
    }

    private void requireDigest() throws RefusedImage {
        var digest = "sha256:" + HexFormat.of().formatHex(sha.digest());
        if (!digest.equals(layer.digest()) || size != layer.size()) {
            throw new RefusedImage("the registry contradicts itself: layer %s came with %d bytes and the digest %s"
                    .formatted(layer.digest(), size, digest));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256.", failure);
        }
    }
}
