package dev.stagecraft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.job.BuilderSetup.Daemon;
import dev.stagecraft.config.BuilderSettings;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobBuildersTest {
    @TempDir
    private Path directory;

    @Test
    void theDaemonIsWhereTheSettingsSay() throws IOException {
        for (var name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.writeString(directory.resolve(name), "content of " + name);
        }

        assertEquals(new Daemon.None(), daemon(Optional.empty(), Optional.empty(), Optional.empty()));
        assertEquals(
                new Daemon.InPod("profile", Optional.of("armor")),
                daemon(Optional.empty(), Optional.empty(), Optional.of("profile")));
        assertEquals(
                new Daemon.Remote("tcp://b:1", Map.of()),
                daemon(Optional.of("tcp://b:1"), Optional.empty(), Optional.empty()));
        assertEquals(
                new Daemon.Remote(
                        "tcp://b:1",
                        Map.of(
                                "ca.pem", Secret.of("content of ca.pem"),
                                "cert.pem", Secret.of("content of cert.pem"),
                                "key.pem", Secret.of("content of key.pem"))),
                daemon(Optional.of("tcp://b:1"), Optional.of(directory), Optional.empty()));
    }

    @Test
    void aCertificateThatIsMissingIsNamed() {
        var missing = assertThrows(
                UncheckedIOException.class,
                () -> daemon(Optional.of("tcp://b:1"), Optional.of(directory), Optional.empty()));

        assertTrue(String.valueOf(missing.getMessage()).contains("ca.pem cannot be read"), missing::getMessage);
    }

    private static Daemon daemon(Optional<String> address, Optional<Path> tls, Optional<String> seccomp) {
        var settings = new BuilderSettings("builder", address, tls, seccomp, seccomp.map(_ -> "armor"), Map.of());
        return JobBuilders.setup(settings, Set.of()).daemon();
    }
}
