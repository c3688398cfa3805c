package dev.stagecraft.image.oci;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImagePlatform;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Unreachable;
import dev.stagecraft.image.ImageResolution.WrongPlatform;
import dev.stagecraft.image.RegistryCredentials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds out what an image runs on: an index says it of each of its images, a single image in its configuration. */
record PlatformCheck(RegistryCall call, RegistryAccess access, RegistryCredentials credentials) {
    private static final int MOST_LISTED = 20;

    /** Why the image is not to be used; empty if it is for the platform. */
    Optional<ImageResolution> objection(ImageName name, String digest, ImagePlatform wanted) {
        var pinned = new ImageName(name.registry(), name.repository(), Optional.empty(), Optional.of(digest));
        var answer =
                call.send("GET", RegistryCall.Target.manifest(pinned, access, credentials), OciImageResolver.MANIFESTS);
        var read = OciImageResolver.read(pinned, credentials, answer);
        if (!(read instanceof ImageResolution.Resolved) || !(answer instanceof Answer.Got got)) {
            return Optional.of(read);
        }
        var manifest = json(got.body());
        return manifest.path("manifests").isArray()
                ? objection(name, platforms(manifest.path("manifests")), wanted)
                : ofSingle(name, manifest.path("config").path("digest").asText(), wanted);
    }

    private Optional<ImageResolution> ofSingle(ImageName name, String config, ImagePlatform wanted) {
        if (!config.matches("sha256:[0-9a-f]{64}")) {
            return objection(name, new TreeSet<>(), wanted);
        }
        var answer = call.send("GET", RegistryCall.Target.blob(name, access, credentials, config), Map.of());
        if (answer instanceof Answer.Got got && got.status() == 200) {
            if (!ManifestAnswer.sha256(got.body()).equals(config)) {
                return Optional.of(new Unreachable(
                        "The registry of %s contradicts itself: the configuration of the image has another digest."
                                .formatted(name),
                        false));
            }
            var platforms = new TreeSet<String>();
            platform(json(got.body())).map(ImagePlatform::toString).ifPresent(platforms::add);
            return objection(name, platforms, wanted);
        }
        return Optional.of(OciImageResolver.read(name, credentials, answer));
    }

    private static Optional<ImageResolution> objection(ImageName name, TreeSet<String> there, ImagePlatform wanted) {
        if (there.contains(wanted.toString())) {
            return Optional.empty();
        }
        var listed = there.isEmpty()
                ? "does not say what it runs on"
                : "is for " + there.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
        return Optional.of(new WrongPlatform(
                "%s %s, and %s is wanted: build and push it for that platform too.".formatted(name, listed, wanted)));
    }

    /** What is attached to images, such as attestations, is listed as unknown. */
    private static TreeSet<String> platforms(JsonNode manifests) {
        var platforms = new TreeSet<String>();
        for (var one : manifests) {
            platform(one.path("platform"))
                    .map(ImagePlatform::toString)
                    .filter(platform -> !platform.startsWith("unknown/"))
                    .ifPresent(platforms::add);
        }
        return platforms;
    }

    private static Optional<ImagePlatform> platform(JsonNode node) {
        var variant = node.path("variant").asText("");
        return ImagePlatform.parse(node.path("os").asText("") + "/"
                + node.path("architecture").asText("") + (variant.isEmpty() ? "" : "/" + variant));
    }

    /** What is not JSON says nothing. */
    private static JsonNode json(ByteBuffer body) {
        var bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (JacksonException _) {
            return new ObjectMapper().missingNode();
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes in memory could not be read.", impossible);
        }
    }
}
