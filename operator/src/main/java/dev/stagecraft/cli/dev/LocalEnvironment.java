package dev.stagecraft.cli.dev;

import dev.stagecraft.compose.ReservedNames;
import dev.stagecraft.reconcile.gather.CheckoutGather.Found;
import dev.stagecraft.reconcile.gather.Environment;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The environment of what is started here: that of the person's shell, and over it the application's. */
final class LocalEnvironment {
    /** What is meant for a container's file system would break any program of this machine. */
    private static final Set<String> OF_THE_MACHINE = Set.of("PATH", "HOME", "TMPDIR");

    private final Map<String, String> shell;
    private final Environment application;

    LocalEnvironment(Map<String, String> shell, Environment application) {
        this.shell = Map.copyOf(shell);
        this.application = application;
    }

    /** All of it, secrets included. */
    Map<String, String> of(LocalProcess process) {
        var all = new HashMap<>(shell);
        var given = application.revealed();
        given.keySet().removeAll(OF_THE_MACHINE);
        all.putAll(given);
        all.putAll(process.environment());
        return all;
    }

    /** That of Compose: what the file is read with, and under names of their own the values for containers. */
    static Map<String, String> ofCompose(Map<String, String> shell, Found found) {
        var all = new HashMap<>(shell);
        found.variables().revealed().forEach((name, value) -> {
            if (!ReservedNames.has(name)) {
                all.put(name, value);
            }
        });
        found.environment().revealed().forEach((name, value) -> all.put(InfrastructureFile.GIVEN + name, value));
        return all;
    }
}
