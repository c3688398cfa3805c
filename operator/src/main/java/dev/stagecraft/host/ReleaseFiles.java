package dev.stagecraft.host;

import static java.util.Objects.requireNonNull;

import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The files of one release on one host.
 *
 * @param release the release id; letters, digits, {@code .}, {@code _} and {@code -}
 * @param compose the Compose file for this host
 * @param envOverride a second Compose file that adds the services' environment; values in it write {@code $} as {@code $$}.
 *     It must name at least one service: Compose 1 takes a file without any for its oldest format and refuses the pair
 * @param envShell a POSIX shell file whose {@code export NAME='value'} lines feed the {@code ${NAME}} of the Compose file
 * @param record JSON that tells a rebuilt cluster what this release is
 * @param shipped what the Compose file mounts from {@code ./files}
 */
public record ReleaseFiles(
        String release, String compose, Secret envOverride, Secret envShell, String record, List<ShippedFile> shipped) {

    private static final Pattern RELEASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    public ReleaseFiles {
        requireRelease(release);
        requireNonNull(compose, "compose");
        requireNonNull(envOverride, "envOverride");
        requireNonNull(envShell, "envShell");
        requireNonNull(record, "record");
        shipped = List.copyOf(shipped);
    }

    /** Of a Compose file that mounts nothing of its own. */
    public ReleaseFiles(String release, String compose, Secret envOverride, Secret envShell, String record) {
        this(release, compose, envOverride, envShell, record, List.of());
    }

    static String requireRelease(String release) {
        if (!RELEASE.matcher(release).matches()) {
            throw new IllegalArgumentException("release must match %s: %s".formatted(RELEASE, release));
        }
        return release;
    }
}
