package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The authority of one person on one machine: made when it is first needed, and again shortly before it ends. Only its owner can read
 * the key, and what it signs is believed for names that are set aside for local use alone.
 */
public final class LocalAuthority {
    private static final Duration LEFT = Duration.ofDays(30);
    private static final String CERTIFICATE = "ca.pem";
    private static final String KEY = "ca-key.pem";

    private final Path directory;
    private final Clock clock;

    /** @param data where programs keep what belongs to this person, as {@code XDG_DATA_HOME} says it */
    public LocalAuthority(Path data, Clock clock) {
        this.directory = data.resolve("stagecraft").resolve("authority");
        this.clock = clock;
    }

    /** The file that a person has to trust. */
    public Path certificate() {
        return directory.resolve(CERTIFICATE);
    }

    private Path key() {
        return directory.resolve(KEY);
    }

    /**
     * Sees to it that there is one.
     *
     * @return whether it was made just now, so that nothing trusts it yet
     * @throws AuthorityFault where one is there and is damaged
     * @throws IOException where it cannot be read or written
     */
    public boolean ensure() throws IOException {
        if (!Files.exists(directory)) {
            return make();
        }
        boolean certified = Files.exists(certificate());
        if (certified != Files.exists(key())) {
            throw new AuthorityFault(directory, "has lost its " + (certified ? KEY : CERTIFICATE), null);
        }
        if (certified && lasts()) {
            return false;
        }
        Files.deleteIfExists(certificate());
        Files.deleteIfExists(key());
        return make();
    }

    private boolean lasts() throws IOException {
        try {
            return Pem.certificate(text(certificate()))
                    .getNotAfter()
                    .toInstant()
                    .isAfter(clock.instant().plus(LEFT));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    private AuthorityFault unusable(Exception why) {
        return new AuthorityFault(directory, "cannot be used", why);
    }

    /** As bytes, so that what is no text is told like any other damage. */
    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Both files appear at once: of two that make one at the same time, one is used by both. */
    private boolean make() throws IOException {
        Files.createDirectories(directory.getParent());
        Path made = Files.createTempDirectory(directory.getParent(), "authority-");
        try {
            KeyAndCertificate authority = Certificates.authority(clock.instant());
            Pem.write(made.resolve(CERTIFICATE), List.of(authority.certificate()));
            Pem.write(made.resolve(KEY), authority.key());
            Files.move(made, directory, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            // A directory that is in the way has no exception of its own here.
            if (Files.exists(certificate()) && Files.exists(key())) {
                return false;
            }
            throw Files.exists(directory) ? unusable(e) : e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has elliptic curves", e);
        } finally {
            if (Files.exists(made)) {
                Files.deleteIfExists(made.resolve(CERTIFICATE));
                Files.deleteIfExists(made.resolve(KEY));
                Files.deleteIfExists(made);
            }
        }
    }

    /** Writes a certificate for those names, with its key, which only its owner can read. */
    public void issue(List<String> names, Path certificate, Path key) throws IOException {
        try {
            var authority = new KeyAndCertificate(Pem.key(text(key())), Pem.certificate(text(certificate())));
            KeyAndCertificate leaf = Certificates.leaf(authority, names, clock.instant());
            Pem.write(certificate, List.of(leaf.certificate(), authority.certificate()));
            Pem.write(key, leaf.key());
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** What a person does once so that browsers and programs believe the certificates. */
    public List<String> trust() {
        return List.of(
                "To trust the certificates of this machine's own authority, once (nothing does so by itself):",
                "  Debian, Ubuntu:  sudo install -m 0644 %s /usr/local/share/ca-certificates/stagecraft-dev.crt && sudo update-ca-certificates"
                        .formatted(certificate()),
                "  Fedora:          sudo trust anchor %s".formatted(certificate()),
                "  macOS:           sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain %s"
                        .formatted(certificate()),
                "  Firefox, and browsers with a store of their own: import the file there.");
    }
}
