package dev.stagecraft.provider.ci.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.build.BuildRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a run is found again: it stands in the run's name.
 *
 * @param image follows from the name of the image alone, so whoever asks for the image finds the run
 * @param release follows from the release that had the run started: a run that failed for another release says nothing about this one
 */
record Correlation(String image, String release) {
    /** The key of the label that says which release asked first. */
    private static final String RELEASE_LABEL = "dev.stagecraft.release";

    private static final Pattern WORDS =
            Pattern.compile("(?<![\\w-])stagecraft-([0-9a-f]{20})-([0-9a-f]{8})(?![\\w-])");
    private static final int IMAGE_DIGITS = 20;
    private static final int RELEASE_DIGITS = 8;

    static Correlation of(BuildRequest request) {
        return new Correlation(
                ofImage(request.image()), digest(request.labels().getOrDefault(RELEASE_LABEL, ""), RELEASE_DIGITS));
    }

    /** The part that follows from the name of the image. */
    static String ofImage(String image) {
        return digest(image, IMAGE_DIGITS);
    }

    /** The one in the name of a run, if it is a run of ours. */
    static Optional<Correlation> in(String title) {
        var words = WORDS.matcher(title);
        return words.find() ? Optional.of(new Correlation(words.group(1), words.group(2))) : Optional.empty();
    }

    /** As it is handed to the workflow, which puts it into the name of its run. */
    String text() {
        return "stagecraft-" + image + "-" + release;
    }

    private static String digest(String text, int digits) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
