package dev.stagecraft.provider.cloud;

import java.util.regex.Pattern;

/**
 * Whose machines they are.
 *
 * @param uid of the resource, as the API server gave it; goes into a tag, hence lower-case letters (clouds fold the case of
 *     tags), digits, {@code :}, {@code -}, {@code _}
 */
public record Owner(String uid) {
    private static final Pattern TAGGABLE = Pattern.compile("[a-z0-9:_-]{1,200}");

    public Owner {
        if (!TAGGABLE.matcher(uid).matches()) {
            throw new IllegalArgumentException(
                    "A uid that tags a machine has 1 to 200 lower-case letters, digits, ':', '-' or '_'.");
        }
    }
}
