package dev.stagecraft.cli.phase;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one Secret of the cluster is to become.
 *
 * @param changes by variable, for people
 * @param values by key of the Secret; empty where there is nothing to write
 * @param removed keys of the Secret
 */
record SecretWrite(String secret, NameChanges changes, Map<String, Secret> values, Set<String> removed) {
    /**
     * Compares.
     *
     * @param before what the Secret holds
     * @param after what was handed over
     * @param prune whether what {@code after} has not goes; otherwise it stays
     */
    static SecretWrite of(KeptSecret kept, Map<String, Secret> before, Map<String, Secret> after, boolean prune) {
        return kept.key()
                .map(key -> file(kept.name(), key, before, after, prune))
                .orElseGet(() -> keys(kept.name(), before, after, prune));
    }

    private static SecretWrite keys(String name, Map<String, Secret> before, Map<String, Secret> after, boolean prune) {
        var changes = NameChanges.between("Secret " + name, before, after, prune);
        return new SecretWrite(name, changes, changes.isEmpty() ? Map.of() : after, Set.copyOf(changes.removed()));
    }

    /** The variables are in one value, which is a file: they are what is added, changed and lost. */
    private static SecretWrite file(
            String name, String key, Map<String, Secret> before, Map<String, Secret> after, boolean prune) {
        var target = "key " + key + " of Secret " + name;
        var fresh = Optional.ofNullable(after.get(key)).map(DotenvFile::new);
        if (fresh.isEmpty()) {
            return new SecretWrite(name, NameChanges.between(target, Map.of(), Map.of(), false), Map.of(), Set.of());
        }
        var wanted = fresh.get().entries();
        var old = Optional.ofNullable(before.get(key)).map(DotenvFile::new);
        var known = old.map(DotenvFile::entries).orElse(Map.of());
        var missing = new TreeSet<>(known.keySet());
        missing.removeAll(wanted.keySet());
        var text = old.filter(_ -> !prune)
                .map(there -> fresh.get()
                        .with(there, missing)
                        .orElseThrow(() -> CommandFailure.of("What is in " + target
                                + " now cannot be read as a dotenv file, so that nothing of it can be kept; say --prune to"
                                + " replace it as a whole.")))
                .orElse(fresh.get().content());
        return new SecretWrite(
                name,
                NameChanges.between(target, known, wanted, prune),
                text.equals(before.get(key)) ? Map.of() : Map.of(key, text),
                Set.of());
    }

    boolean isNeeded() {
        return !values.isEmpty() || !removed.isEmpty();
    }
}
