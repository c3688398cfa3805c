package dev.stagecraft.sandbox.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A registry that holds what a test puts there. */
public final class ImageShelf implements SimulatedRegistry {

    private final Map<String, SimulatedImage> images = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> built = new ConcurrentHashMap<>();
    private final Map<String, String> logins = new ConcurrentHashMap<>();

    /** Adds a good image under {@code repository:tag} and its digest, which depends on the tagged name only. */
    public SimulatedImage push(String tagged) {
        return push(tagged, UnaryOperator.identity());
    }

    /** As {@link #push(String)}, for an image that the caller changes first. */
    public SimulatedImage push(String tagged, UnaryOperator<SimulatedImage> change) {
        var image = change.apply(SimulatedImage.good("sha256:" + sha256(tagged)));
        images.put(tagged, image);
        images.put(pinned(tagged, image), image);
        return image;
    }

    /** The reference by digest of an image that was pushed under a tag. */
    public String pinned(String tagged) {
        return find(tagged).map(image -> pinned(tagged, image)).orElseThrow();
    }

    /** From now on references that begin so can be pulled and pushed only with a login that holds this text. */
    public void protect(String prefix, String login) {
        logins.put(prefix, login);
    }

    @Override
    public Optional<String> objection(String reference, String login) {
        return logins.entrySet().stream()
                .filter(wanted -> reference.startsWith(wanted.getKey()) && !login.contains(wanted.getValue()))
                .findFirst()
                .map(_ -> login.isEmpty() ? "no basic auth credentials" : "unauthorized: authentication required");
    }

    /** What a host built and pushed under a reference. */
    public Optional<Map<String, String>> built(String reference) {
        return Optional.ofNullable(built.get(reference));
    }

    /** Forgets a reference; hosts that pulled it keep theirs. */
    public void remove(String reference) {
        images.remove(reference);
    }

    @Override
    public Optional<SimulatedImage> find(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public Optional<String> push(String reference, Map<String, String> facts, String login) {
        if (reference.startsWith("nowhere/")) {
            return Optional.of("Get \"http://nowhere/v2/\": dial tcp: connect: connection refused");
        }
        var objection = objection(reference, login);
        if (objection.isPresent()) {
            return objection;
        }
        var image = SimulatedImage.good("sha256:" + sha256(new TreeMap<>(facts).toString()));
        images.put(reference, image);
        images.put(pinned(reference, image), image);
        built.put(reference, Map.copyOf(facts));
        return Optional.empty();
    }

    private static String pinned(String tagged, SimulatedImage image) {
        return tagged.substring(0, tagged.lastIndexOf(':')) + "@" + image.digest();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
