package dev.stagecraft.sandbox.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image without layers. What simulated hosts need to know of it, as how its containers behave, is data.
 *
 * @param name {@code repository:tag} under which it was first pushed; part of its content, so two versions differ
 * @param data plain facts, such as {@code behaviour=healthy}
 */
public record SimulatedImage(String name, Map<String, String> data) {
    /** The key of the behaviour in {@link #data}. */
    public static final String BEHAVIOUR = "behaviour";

    /** The key of the layers in {@link #data}, as JSON for the manifest; none unless said otherwise. */
    static final String LAYERS = "layers";

    /** The media type of every image here. */
    public static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";

    public SimulatedImage {
        data = Map.copyOf(data);
    }

    /** What containers of it do; {@code healthy} unless said otherwise. */
    public String behaviour() {
        return data.getOrDefault(BEHAVIOUR, "healthy");
    }

    /** {@code sha256:…} of the manifest: the same content has the same digest in every run. */
    public String digest() {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(manifest().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256.", failure);
        }
    }

    String manifest() {
        var annotations = new TreeMap<>(data);
        annotations.put("name", name);
        annotations.remove(LAYERS);
        var json = new ObjectMapper();
        try {
            var layers = json.readTree("[" + data.getOrDefault(LAYERS, "") + "]");
            var manifest = new TreeMap<String, Object>(
                    Map.of("schemaVersion", 2, "mediaType", MEDIA_TYPE, "annotations", annotations, "layers", layers));
            return json.writeValueAsString(manifest);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
