package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.ImageResolution;
import dev.stagecraft.image.ImageResolution.Resolved;
import dev.stagecraft.image.ImageResolution.Unreachable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Takes the digest out of an answer, and believes a registry only where it does not contradict itself. */
final class ManifestAnswer {
    private static final String DIGEST = "Docker-Content-Digest";
    private static final String SHAPE = "sha256:[0-9a-f]{64}";
    private static final Set<Integer> HEAD_NOT_SERVED = Set.of(400, 405, 501);

    private ManifestAnswer() {}

    /** Whether HEAD left the question open. */
    static boolean needsBody(Answer head) {
        return head instanceof Answer.Got got
                && (HEAD_NOT_SERVED.contains(got.status())
                        || (got.status() == 200 && !got.header(DIGEST).matches(SHAPE)));
    }

    /** Reads an answer with status 200, to HEAD with its digest or to GET. */
    static ImageResolution read(ImageName name, Answer.Got got) {
        var said = got.header(DIGEST);
        var digest = got.body().hasRemaining() ? sha256(got.body()) : said;
        if (!digest.matches(SHAPE)) {
            return new Unreachable("The registry of %s answered without a manifest.".formatted(name), true);
        }
        if (!said.isEmpty() && !said.equals(digest)) {
            return contradiction(name, said, digest);
        }
        if (name.digest().isPresent() && !name.digest().get().equals(digest)) {
            return contradiction(name, name.digest().get(), digest);
        }
        return new Resolved(digest, got.header("Content-Type").replaceFirst("\\s*;.*", ""));
    }

    private static Unreachable contradiction(ImageName name, String one, String other) {
        return new Unreachable(
                "The registry of %s contradicts itself: it was to be %s, and it is %s. Do not release from it until that is understood."
                        .formatted(name, one.matches(SHAPE) ? one : "another", other),
                false);
    }

    static String sha256(ByteBuffer body) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(body.duplicate());
            return "sha256:" + HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("Every JDK has SHA-256.", failure);
        }
    }
}
