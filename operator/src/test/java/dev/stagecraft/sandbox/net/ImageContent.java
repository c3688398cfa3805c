package dev.stagecraft.sandbox.net;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * An image of one layer, made without a Docker Engine: the same directory and settings give the same digest, and no host
 * holds it before it pulls.
 */
final class ImageContent {

    static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER_TYPE = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final byte[] layer;
    private final byte[] config;

    private ImageContent(byte[] layer, byte[] config) {
        this.layer = layer;
        this.config = config;
    }

    /** How containers of an image start. */
    record Settings(List<String> command, Map<String, String> environment, List<Integer> ports) {
        Settings {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            ports = List.copyOf(ports);
        }
    }

    /** Packs a directory; owners, times and order are made the same for everybody. */
    static ImageContent of(Path fileSystem, Settings settings) {
        Path archive = fileSystem.resolveSibling(fileSystem.getFileName() + ".tar");
        Tool.run(
                        "tar",
                        "--create",
                        "--file=" + archive,
                        "--directory=" + fileSystem,
                        "--sort=name",
                        "--mtime=@0",
                        "--owner=0",
                        "--group=0",
                        "--numeric-owner",
                        "--format=gnu",
                        ".")
                .orFail();
        try {
            byte[] tar = Files.readAllBytes(archive);
            Files.delete(archive);
            return new ImageContent(compressed(tar), json(config(settings, digest(tar))));
        } catch (IOException e) {
            throw new UncheckedIOException("The layer of an image cannot be packed from %s.".formatted(fileSystem), e);
        }
    }

    byte[] layer() {
        return layer.clone();
    }

    byte[] config() {
        return config.clone();
    }

    byte[] manifest() {
        return json(Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST_TYPE,
                "config",
                descriptor(CONFIG_TYPE, config),
                "layers",
                List.of(descriptor(LAYER_TYPE, layer))));
    }

    static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }

    private static Map<String, Object> config(Settings settings, String layer) {
        List<String> environment = new TreeMap<>(settings.environment())
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        Map<String, Object> exposed = new TreeMap<>();
        settings.ports().forEach(port -> exposed.put(port + "/tcp", Map.of()));
        return Map.of(
                "architecture", architecture(),
                "os", "linux",
                "created", Instant.EPOCH.toString(),
                "config", Map.of("Cmd", settings.command(), "Env", environment, "ExposedPorts", exposed),
                "rootfs", Map.of("type", "layers", "diff_ids", List.of(layer)));
    }

    private static String architecture() {
        return "aarch64".equals(System.getProperty("os.arch")) ? "arm64" : "amd64";
    }

    private static Map<String, Object> descriptor(String type, byte[] content) {
        return Map.of("mediaType", type, "size", content.length, "digest", digest(content));
    }

    private static byte[] json(Map<String, Object> content) {
        try {
            return JSON.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("An image's description cannot be written as JSON.", e);
        }
    }

    private static byte[] compressed(byte[] tar) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(tar.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(tar);
        }
        return bytes.toByteArray();
    }
}
