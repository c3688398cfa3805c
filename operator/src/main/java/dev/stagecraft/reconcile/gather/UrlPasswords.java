package dev.stagecraft.reconcile.gather;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.secret.Secret;
import java.net.URLDecoder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The passwords in a connection string, as they are written and as they are meant: tools print them without the rest. */
final class UrlPasswords {
    private static final Pattern PARAMETER = Pattern.compile("[?&;](?i:\\w*password|pass|pwd)=([^&;]*)");

    private UrlPasswords() {}

    static List<Secret> of(Secret url) {
        var text = url.reveal();
        var found = new LinkedHashSet<String>();
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            userInfo(text.substring(scheme + 3), found);
        }
        var parameters = PARAMETER.matcher(text);
        while (parameters.find()) {
            found.add(parameters.group(1));
        }
        List.copyOf(found).forEach(written -> decoded(written, found));
        return found.stream().filter(word -> !word.isEmpty()).map(Secret::of).toList();
    }

    /** Up to the last @: whoever did not encode one in the password meant it so. */
    private static void userInfo(String rest, Set<String> found) {
        int query = rest.indexOf('?');
        for (int end : List.of(rest.lastIndexOf('@'), query < 0 ? -1 : rest.lastIndexOf('@', query))) {
            int colon = end < 0 ? -1 : rest.substring(0, end).indexOf(':');
            if (colon >= 0) {
                found.add(rest.substring(colon + 1, end));
            }
        }
    }

    private static void decoded(String written, Set<String> found) {
        try {
            found.add(URLDecoder.decode(written.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            // A percent sign that stands for itself: it is known as it is written.
        }
    }
}
