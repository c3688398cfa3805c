package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvValue;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SecretText;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        var changes = new ArrayList<NameChanges>();
        new TreeMap<>(synced.secrets()).forEach((name, values) -> {
            boolean whole = kept.stream()
                    .anyMatch(
                            secret -> secret.name().equals(name) && secret.key().isEmpty());
            changes.add(NameChanges.between(
                    "Secret " + name, cluster.getOrDefault(name, Map.of()), values, prune && whole));
        });
        return new Transfer(changes, () -> {
            consent(session, changes, true);
            int at = 0;
            for (var entry : new TreeMap<>(synced.secrets()).entrySet()) {
                var change = changes.get(at++);
                if (!change.isEmpty()) {
                    session.world()
                            .secrets()
                            .merge(namespace, entry.getKey(), entry.getValue(), Set.copyOf(change.removed()), false);
                }
            }
        });
    }

    /** Out of the cluster: what was to be written is in the checkout; what a program was told is done already. */
    static Transfer outOf(Session session, Checkout checkout, SyncOutcome.Synced synced, String provider, boolean prune)
            throws IOException {
        var changes = new ArrayList<NameChanges>();
        for (var entry : new TreeMap<>(checkout.written()).entrySet()) {
            var before = checkout.read(entry.getKey()).map(Transfer::entries).orElse(Map.of());
            changes.add(NameChanges.between("file " + entry.getKey(), before, entries(entry.getValue()), true));
        }
        if (changes.isEmpty()) {
            changes.add(new NameChanges(provider, List.of(), synced.names(), List.of(), List.of()));
        }
        return new Transfer(changes, () -> {
            consent(session, changes, prune);
            checkout.commit();
        });
    }

    /** The variables of a dotenv file as they are written; what cannot be read is one without a name. */
    private static Map<String, Secret> entries(Secret file) {
        var entries = new TreeMap<String, Secret>();
        switch (SecretText.of(file).map(Dotenv::parse).orElseGet(() -> new Dotenv.Invalid(List.of()))) {
            case Dotenv.Entries(var found) ->
                found.forEach(entry -> entries.put(entry.name(), Secret.of(words(entry.value()))));
            case Dotenv.Invalid invalid -> entries.put("(lines that cannot be read)", file);
        }
        return entries;
    }

    /** Quoted or not, the same words are the same value, unless something in them is replaced. */
    private static String words(DotenvValue value) {
        return switch (value) {
            case DotenvValue.Literal(var text) -> text;
            case DotenvValue.Variable(var text) -> text.contains("$") ? "replaced: " + text : text;
            case DotenvValue.Inherited() -> "inherited";
        };
    }

    /** What would be lost is taken away only when somebody said so. */
    private static void consent(Session session, List<NameChanges> changes, boolean pruned) {
        var lost = changes.stream().flatMap(change -> change.removed().stream()).toList();
        var answers = new Answers(session);
        if (lost.isEmpty() || (pruned && !answers.possible())) {
            return;
        }
        var names = lost.stream().collect(Collectors.joining(", "));
        if (!answers.possible()) {
            throw CommandFailure.of(
                    "This would take away " + names + "; say --prune if that is meant. Nothing was changed.");
        }
        var said = Optional.of(answers.to("Take away " + names + "? [y/N] "));
        if (said.filter(text -> text.equalsIgnoreCase("y") || text.equalsIgnoreCase("yes"))
                .isEmpty()) {
            throw CommandFailure.of("Nothing was changed.");
        }
    }
}
