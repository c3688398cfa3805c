package dev.stagecraft.image.oci;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Reads manifests and indexes. Only what their digests vouch for is handed in. */
sealed interface ImageManifest {
    /** Several images under one name; {@code digest} is that of the one for linux/amd64. */
    record Index(String digest) implements ImageManifest {}

    /** One image; the layers are in the order of the manifest, the lowest first. */
    record Image(List<Layer> layers) implements ImageManifest {
        public Image {
            layers = List.copyOf(layers);
        }
    }

    /** More than any image that runs: the kernel mounts fewer. */
    int MOST_LAYERS = 500;

    Set<String> PLAIN =
            Set.of("application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar");
    Set<String> GZIP =
            Set.of("application/vnd.oci.image.layer.v1.tar+gzip", "application/vnd.docker.image.rootfs.diff.tar.gzip");

    static ImageManifest read(ByteBuffer json) throws RefusedImage {
        var root = parsed(json);
        if (root.path("manifests").isArray()) {
            return new Index(forThisPlatform(root.path("manifests")));
        }
        var layers = new ArrayList<Layer>();
        for (var layer : root.path("layers")) {
            layers.add(layer(layer));
        }
        if (!root.path("layers").isArray() || layers.size() > MOST_LAYERS) {
            throw new RefusedImage("its manifest lists no layers, or too many, or is of an old kind: build it anew");
        }
        return new Image(layers);
    }

    private static JsonNode parsed(ByteBuffer json) throws RefusedImage {
        var bytes = new byte[json.remaining()];
        json.duplicate().get(bytes);
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (JacksonException malformed) {
            throw new RefusedImage("its manifest is not JSON");
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory could not be read.", impossible);
        }
    }

    private static String forThisPlatform(JsonNode manifests) throws RefusedImage {
        return StreamSupport.stream(manifests.spliterator(), false)
                .filter(one -> one.path("platform").path("os").asText().equals("linux")
                        && one.path("platform").path("architecture").asText().equals("amd64"))
                .map(one -> one.path("digest").asText())
                .filter(ImageManifest::isDigest)
                .findFirst()
                .orElseThrow(() -> new RefusedImage("it has no variant for linux/amd64, which is what is read"));
    }

    private static Layer layer(JsonNode layer) throws RefusedImage {
        var digest = layer.path("digest").asText();
        var type = layer.path("mediaType").asText();
        if (!isDigest(digest)) {
            throw new RefusedImage("its manifest has a layer without a sha256 digest");
        }
        if (type.endsWith("zstd")) {
            throw new RefusedImage(
                    "layer %s is compressed with zstd, which is not supported: build with gzip".formatted(digest));
        }
        if (!PLAIN.contains(type) && !GZIP.contains(type)) {
            throw new RefusedImage("layer %s is of a kind that is not supported: build with gzip".formatted(digest));
        }
        return new Layer(digest, layer.path("size").asLong(), GZIP.contains(type));
    }

    private static boolean isDigest(String digest) {
        return digest.matches("sha256:[0-9a-f]{64}");
    }
}
