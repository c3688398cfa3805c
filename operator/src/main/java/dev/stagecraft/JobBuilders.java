package dev.stagecraft;

import dev.stagecraft.build.job.BuilderSetup;
import dev.stagecraft.build.job.BuilderSetup.Daemon;
import dev.stagecraft.config.BuilderSettings;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the settings of builders into what the Jobs are made with. */
final class JobBuilders {
    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

    private JobBuilders() {}

    /** Reads the certificates anew each time, as they are replaced while the operator runs. */
    static BuilderSetup setup(BuilderSettings settings, Set<String> insecureRegistries) {
        return new BuilderSetup(settings.image(), daemon(settings), settings.programs(), insecureRegistries);
    }

    private static Daemon daemon(BuilderSettings settings) {
        return settings.address()
                .<Daemon>map(address -> new Daemon.Remote(
                        address,
                        settings.tlsDirectory().map(JobBuilders::certificates).orElse(Map.of())))
                .or(() -> settings.seccomp().map(seccomp -> new Daemon.InPod(seccomp, settings.appArmor())))
                .orElseGet(Daemon.None::new);
    }

    private static Map<String, Secret> certificates(Path directory) {
        var files = new HashMap<String, Secret>();
        for (var name : CERTIFICATES) {
            try {
                files.put(name, Secret.of(Files.readAllBytes(directory.resolve(name))));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "%s cannot be read; the client of the BuildKit daemon needs it."
                                .formatted(directory.resolve(name)),
                        e);
            }
        }
        return files;
    }
}
