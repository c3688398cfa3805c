package dev.stagecraft.cli.dev.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
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

    /**
     * Sees to it that there is one.
     *
     * @return whether it was made just now, so that nothing trusts it yet
     * @throws IOException where it cannot be read or written, or is damaged
     */
    public boolean ensure() throws IOException {
        if (Files.exists(certificate())) {
            if (Pem.certificate(Files.readString(certificate()))
                    .getNotAfter()
                    .toInstant()
                    .isAfter(clock.instant().plus(LEFT))) {
                return false;
            }
            Files.deleteIfExists(certificate());
            Files.deleteIfExists(directory.resolve(KEY));
            Files.deleteIfExists(directory);
        }
        return make();
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
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            return false;
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
            var authority = new KeyAndCertificate(
                    Pem.key(Files.readString(directory.resolve(KEY))),
                    Pem.certificate(Files.readString(certificate())));
            KeyAndCertificate leaf = Certificates.leaf(authority, names, clock.instant());
            Pem.write(certificate, List.of(leaf.certificate(), authority.certificate()));
            Pem.write(key, leaf.key());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The authority in %s cannot be used; remove that directory, and a new one is made."
                            .formatted(directory),
                    e);
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
