package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Confirmation;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Values that a provider handed over, and what they change.
 *
 * @param changes by name, for people
 * @param work carries them out
 */
record Transfer(List<NameChanges> changes, Work work) {
    /** What is left to do when people have seen the changes. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    void carry() throws IOException {
        work.run();
    }

    /** Into Secrets of the cluster. */
    static Transfer into(
            Session session,
            String namespace,
            Map<String, Map<String, Secret>> cluster,
            SyncOutcome.Synced synced,
            List<KeptSecret> kept,
            boolean prune) {
        var writes = new TreeMap<>(synced.secrets())
                .entrySet().stream()
                        .map(entry -> SecretWrite.of(
                                of(entry.getKey(), kept),
                                cluster.getOrDefault(entry.getKey(), Map.of()),
                                entry.getValue(),
                                prune))
                        .toList();
        var changes = writes.stream().map(SecretWrite::changes).toList();
        return new Transfer(changes, () -> {
            consent(session, changes, true);
            writes.stream()
                    .filter(SecretWrite::isNeeded)
                    .forEach(write -> session.world()
                            .secrets()
                            .merge(namespace, write.secret(), write.values(), write.removed(), false));
        });
    }

    private static KeptSecret of(String name, List<KeptSecret> kept) {
        return kept.stream()
                .filter(secret -> secret.name().equals(name))
                .findFirst()
                .orElseGet(() -> new KeptSecret(name, Optional.empty()));
    }

    /** Out of the cluster: what was to be written is in the checkout; what a program was told is done already. */
    static Transfer outOf(Session session, Checkout checkout, SyncOutcome.Synced synced, String provider, boolean prune)
            throws IOException {
        var changes = new ArrayList<NameChanges>();
        for (var entry : new TreeMap<>(checkout.written()).entrySet()) {
            var before = checkout.read(entry.getKey())
                    .map(file -> new DotenvFile(file).entries())
                    .orElse(Map.of());
            changes.add(NameChanges.between(
                    "file " + entry.getKey(), before, new DotenvFile(entry.getValue()).entries(), true));
        }
        if (changes.isEmpty()) {
            changes.add(new NameChanges(provider, List.of(), synced.names(), List.of(), List.of()));
        }
        return new Transfer(changes, () -> {
            consent(session, changes, prune);
            checkout.commit();
        });
    }

    /** What would be lost is taken away only when somebody said so. */
    private static void consent(Session session, List<NameChanges> changes, boolean pruned) {
        var lost = changes.stream().flatMap(change -> change.removed().stream()).toList();
        boolean possible = Confirmation.possible(session);
        if (lost.isEmpty() || (pruned && !possible)) {
            return;
        }
        var console = session.console();
        var aside = new Console(console.err(), console.err(), console.screen());
        changes.forEach(change -> change.print(aside, true));
        var names = lost.stream().collect(Collectors.joining(", "));
        if (!possible) {
            throw CommandFailure.of(
                    "This would take away " + names + "; say --prune if that is meant. Nothing was changed.");
        }
        if (!Confirmation.agreed(session, "Take away " + names + "?")) {
            throw CommandFailure.of("Nothing was changed.");
        }
    }
}
