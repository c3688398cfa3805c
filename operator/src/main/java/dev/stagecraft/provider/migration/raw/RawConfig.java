package dev.stagecraft.provider.migration.raw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code migrations.providers.raw}, as far as it could be read.
 *
 * @param baseline the last file that a database without a ledger has already
 * @param accept checksums of edited files that are agreed to, by id
 * @param resolve what a person found out about files that were left unclear, by id
 */
record RawConfig(
        Optional<String> baseline,
        boolean allowOutOfOrder,
        Map<String, String> accept,
        Map<String, Resolution> resolve,
        Limits limits) {
    private static final List<String> KEYS = List.of(
            "baseline",
            "allowOutOfOrder",
            "accept",
            "resolve",
            "lockTimeout",
            "statementTimeout",
            "idleTimeout",
            "runnerTimeout",
            "lockRetries");
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}/\\\\]{1,200}");
    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern AS = Pattern.compile("done|pending");
    private static final int MOST_RETRIES = 100;

    /** What to take an unclear file for; only good for the attempt that it names. */
    record Resolution(boolean done, int attempt) {}

    /** What was read, and every fault of it. */
    record Reading(RawConfig config, List<Violation> violations) {}

    static Reading read(JsonNode json) {
        var check = new ConfigCheck();
        var config = new RawConfig(Optional.empty(), false, Map.of(), Map.of(), Limits.DEFAULT);
        if (json.isMissingNode()
                || json.isNull()
                || check.object(json, "", KEYS).isEmpty()) {
            return new Reading(config, check.violations());
        }
        config = new RawConfig(
                check.text(json, "", new ConfigCheck.Text("baseline", ID, "the id of a migration", false)),
                flag(check, json, "allowOutOfOrder"),
                accept(check, json.path("accept")),
                resolve(check, json.path("resolve")),
                new Limits(
                        duration(check, json, "lockTimeout", Limits.DEFAULT.lock()),
                        duration(check, json, "statementTimeout", Limits.DEFAULT.statement()),
                        duration(check, json, "idleTimeout", Limits.DEFAULT.idle()),
                        duration(check, json, "runnerTimeout", Limits.DEFAULT.runner()),
                        number(check, json, "lockRetries", Limits.DEFAULT.lockRetries(), MOST_RETRIES)));
        return new Reading(config, check.violations());
    }

    private static Map<String, String> accept(ConfigCheck check, JsonNode list) {
        var accepted = new TreeMap<String, String>();
        entries(check, list, "accept", List.of("id", "checksum"), (entry, path) -> {
            var id = check.text(entry, path, new ConfigCheck.Text("id", ID, "the id of a migration", true));
            var checksum = check.text(
                    entry, path, new ConfigCheck.Text("checksum", CHECKSUM, "the file's SHA-256, 64 hex digits", true));
            id.ifPresent(name -> checksum.ifPresent(sum -> accepted.put(name, sum)));
        });
        return accepted;
    }

    private static Map<String, Resolution> resolve(ConfigCheck check, JsonNode list) {
        var resolved = new TreeMap<String, Resolution>();
        entries(check, list, "resolve", List.of("id", "as", "attempt"), (entry, path) -> {
            var id = check.text(entry, path, new ConfigCheck.Text("id", ID, "the id of a migration", true));
            var as = check.text(entry, path, new ConfigCheck.Text("as", AS, "done or pending", true));
            int attempt = entry.has("attempt") ? number(check, entry, path, "attempt", Integer.MAX_VALUE) : 1;
            id.ifPresent(name ->
                    as.ifPresent(word -> resolved.put(name, new Resolution(word.equals("done"), attempt))));
        });
        return resolved;
    }

    private interface Entry {
        void read(JsonNode entry, String path);
    }

    private static void entries(ConfigCheck check, JsonNode list, String key, List<String> keys, Entry reader) {
        if (list.isMissingNode() || list.isNull()) {
            return;
        }
        if (!list.isArray()) {
            check.note(Violation.invalid(
                    key, "This must be a list of objects with the keys " + String.join(", ", keys) + "."));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String path = key + "[" + i + "]";
            check.object(list.get(i), path, keys).ifPresent(entry -> reader.read(entry, path));
        }
    }

    private static boolean flag(ConfigCheck check, JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            check.note(Violation.invalid(key, "This must be true or false."));
        }
        return value.asBoolean(false);
    }

    private static int number(ConfigCheck check, JsonNode json, String key, int otherwise, int most) {
        return json.hasNonNull(key) ? number(check, json, "", key, most) : otherwise;
    }

    private static int number(ConfigCheck check, JsonNode json, String path, String key, int most) {
        JsonNode value = json.path(key);
        if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
            check.note(Violation.invalid(ConfigCheck.at(path, key), "This must be a whole number, 0 to " + most + "."));
            return 0;
        }
        return value.intValue();
    }

    private static Duration duration(ConfigCheck check, JsonNode json, String key, Duration otherwise) {
        return check.text(json, "", new ConfigCheck.Text(key, Limits.DURATION, Limits.SHAPE, false))
                .map(Limits::duration)
                .filter(duration -> {
                    boolean bounded = duration.compareTo(Limits.LONGEST) <= 0;
                    if (!bounded) {
                        check.note(Violation.invalid(key, "This must be " + Limits.SHAPE + "."));
                    }
                    return bounded;
                })
                .orElse(otherwise);
    }
}
