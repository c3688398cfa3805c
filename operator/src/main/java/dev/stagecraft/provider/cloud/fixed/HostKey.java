package dev.stagecraft.provider.cloud.fixed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public SSH host key, as type and base64, without a comment. */
final class HostKey {
    static final String SHAPE =
            "an OpenSSH public key, such as 'ssh-ed25519 AAAA…' from /etc/ssh/ssh_host_ed25519_key.pub";

    private static final String TYPES = "ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)";
    /** An optional host in front, as ssh-keyscan and known_hosts have it. */
    private static final Pattern LINE =
            Pattern.compile("(?:\\S+[ \\t]+)?(" + TYPES + ")[ \\t]+([A-Za-z0-9+/]+={0,2})(?:[ \\t].*)?");

    private HostKey() {}

    /** The key in the first line of {@code text} that is neither empty nor a comment. */
    static Optional<String> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .findFirst()
                .flatMap(HostKey::line);
    }

    private static Optional<String> line(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches() || !names(found.group(2), found.group(1))) {
            return Optional.empty();
        }
        return Optional.of(found.group(1) + " " + found.group(2));
    }

    /** The blob begins with the length and the name of its type, so a key that was cut or mixed up shows here. */
    private static boolean names(String base64, String type) {
        try {
            var blob = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            byte[] named = new byte[type.length()];
            boolean sameLength = blob.getInt() == named.length;
            blob.get(named);
            return sameLength && blob.hasRemaining() && type.equals(new String(named, US_ASCII));
        } catch (IllegalArgumentException | BufferUnderflowException malformed) {
            return false;
        }
    }
}
