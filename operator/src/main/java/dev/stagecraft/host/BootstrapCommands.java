package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The words of the bootstrap calls. Pure. */
final class BootstrapCommands {

    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final String LOCK_TIMEOUT = "DPkg::Lock::Timeout=300";
    private static final List<String> APT =
            List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", LOCK_TIMEOUT);

    private BootstrapCommands() {}

    static Command userId() {
        return Command.of("id", "-u").withTimeout(QUICK);
    }

    static Command osRelease() {
        return Command.of("cat", "/etc/os-release").withTimeout(QUICK);
    }

    static Command cloudInitDone(Duration limit) {
        return Command.of("cloud-init", "status", "--wait").withTimeout(limit);
    }

    static Command composeVersion(ComposeCli cli) {
        var argv = new ArrayList<>(cli.words());
        argv.addAll(List.of("version", "--short"));
        return Command.of(argv).withTimeout(QUICK);
    }

    static Command curlVersion() {
        return Command.of("curl", "--version").withTimeout(QUICK);
    }

    static Command startDocker() {
        return Command.of("systemctl", "start", "docker").withTimeout(Duration.ofMinutes(2));
    }

    static Command updatePackages(Duration limit) {
        return apt(limit, List.of("update"));
    }

    static Command packageKnown(String name) {
        return Command.of("apt-cache", "show", "--no-all-versions", name).withTimeout(QUICK);
    }

    static Command install(Collection<String> packages, Duration limit) {
        var words = new ArrayList<>(List.of("install", "-y"));
        words.addAll(packages);
        return apt(limit, words);
    }

    private static Command apt(Duration limit, List<String> rest) {
        var argv = new ArrayList<>(APT);
        argv.addAll(rest);
        return Command.of(argv).withTimeout(limit);
    }
}
