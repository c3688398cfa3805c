package dev.stagecraft.compose;

import java.util.List;
import java.util.Set;

/**
 * Variables that shell, docker and Compose read themselves: with a value for one of them a file could send the commands of a
 * release to another engine, or run another program in their place.
 */
public final class ReservedNames {
    private static final List<String> PREFIXES =
            List.of("BUILDKIT_", "BUILDX_", "COMPOSE_", "DOCKER_", "LD_", "PYTHON", "XDG_");
    private static final Set<String> NAMES = Set.of(
            "BASH_ENV",
            "CURL_CA_BUNDLE",
            "ENV",
            "GCONV_PATH",
            "GODEBUG",
            "HOME",
            "IFS",
            "PATH",
            "REQUESTS_CA_BUNDLE",
            "SHELLOPTS",
            "SSH_AUTH_SOCK",
            "SSL_CERT_DIR",
            "SSL_CERT_FILE",
            "TMPDIR");

    private ReservedNames() {}

    /** Whether the name is one of them. */
    public static boolean has(String name) {
        return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
