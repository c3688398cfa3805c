package dev.stagecraft.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A text that is given as a secret, and everything that it may look like where it must not be. */
public record Sentinel(String text, Set<String> forms) {
    private static final int GROUP = 3;

    /** Raw, URL-encoded, and in Base64 wherever it stands in what was encoded. */
    public static Sentinel of(String text) {
        var forms = new LinkedHashSet<>(List.of(text, URLEncoder.encode(text, UTF_8), percent(text)));
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < GROUP; before++) {
                forms.add(core(encoder, text, before));
            }
        }
        return new Sentinel(text, forms);
    }

    /** The form of it that the content has, if any; bytes count as they are. */
    public Optional<String> in(byte[] content) {
        return in(new String(content, ISO_8859_1));
    }

    /** The form of it that the text has, if any. */
    public Optional<String> in(String content) {
        return forms.stream().filter(content::contains).findFirst();
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** What does not depend on its neighbours. */
    private static String core(Base64.Encoder encoder, String text, int before) {
        var bytes = ("x".repeat(before) + text).getBytes(UTF_8);
        var encoded = encoder.withoutPadding().encodeToString(bytes);
        int from = before == 0 ? 0 : before + 1;
        int to = bytes.length % GROUP == 0 ? encoded.length() : encoded.length() - 1;
        return encoded.substring(from, to);
    }
}
