package dev.stagecraft.build.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.cluster.ResourceRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a build's objects are called, so that the same build is found again by any process. */
final class JobNames {
    /** Of a label's value, and of a Job's name, which becomes one. */
    private static final int LONGEST = 63;

    private static final int DIGITS = 16;

    private JobNames() {}

    /** Of the image alone: whichever resource of the namespace asks for it, it is one Job. The readable part may be cut. */
    static String job(String image) {
        var repository = image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':'));
        return label(repository, LONGEST - DIGITS - "-build-".length()) + "-build-" + digest(image);
    }

    static Map<String, String> labels(ResourceRef resource) {
        var labels = new TreeMap<String, String>();
        labels.put("app.kubernetes.io/component", "build");
        labels.put("app.kubernetes.io/instance", label(resource.name(), LONGEST));
        labels.put("app.kubernetes.io/managed-by", "stagecraft");
        labels.put("app.kubernetes.io/name", "stagecraft-build");
        return labels;
    }

    private static String label(String name, int longest) {
        var cut = name.toLowerCase(Locale.ROOT).replaceAll("[._]", "-");
        return cut.substring(0, Math.min(longest, cut.length())).replaceAll("-+$", "");
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
