package dev.stagecraft.provider.secrets.encore;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SecretText;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.provider.secrets.SyncDirection;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.provider.secrets.SyncRequest;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Secrets {@code encore}: the keys of a Secret are set in Encore for the listed types of environments. Encore gives no value back, so
 * what is pulled are a developer's own values from the file that Encore reads when it runs locally.
 */
public final class EncoreSecretsProvider implements SecretsProvider {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final int NOT_FOUND = 127;

    @Override
    public String id() {
        return "encore";
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return EncoreSecretsConfig.read(config).violations();
    }

    @Override
    public List<KeptSecret> keeps(JsonNode config) {
        return List.of(new KeptSecret(EncoreSecretsConfig.read(config).config().secret(), Optional.empty()));
    }

    @Override
    public SyncOutcome sync(SyncRequest request) {
        var config = EncoreSecretsConfig.read(request.config()).config();
        return request.direction() == SyncDirection.PUSH ? push(config, request) : pull(config, request);
    }

    private static SyncOutcome push(EncoreSecretsConfig config, SyncRequest request) {
        var secret = request.cluster().get(config.secret());
        if (secret == null) {
            return failed("secret.name", "There is no Secret " + config.secret() + "; create it, or pull into it.");
        }
        var values = new TreeMap<>(secret);
        var faults = faults(values);
        if (!faults.isEmpty()) {
            return failed(
                    "secret.name",
                    "Secret " + config.secret() + " cannot be set in Encore. " + String.join(" ", faults));
        }
        var programs = request.workplace().programs();
        if (programs.run(EncoreSecretCommands.version()).exitCode() == NOT_FOUND) {
            return new SyncOutcome.Failed(
                    ErrorCode.PROVIDER_NOT_AVAILABLE,
                    "",
                    "The program encore is not installed here; install the Encore CLI, log in with `encore auth"
                            + " login`, and try again. Nothing was set.");
        }
        return set(config, values, programs);
    }

    /** Checked before the first is set: half of them is worse than none. */
    private static List<String> faults(Map<String, Secret> values) {
        var faults = new ArrayList<String>();
        values.forEach((name, value) -> {
            var text = SecretText.of(value);
            if (!NAME.matcher(name).matches()) {
                faults.add("Key " + name + " is no name of a secret there; rename it to letters, digits and '_'.");
            } else if (text.isEmpty()) {
                faults.add("The value of " + name + " is no text, or has a NUL character.");
            } else if (text.get().endsWith("\n") || text.get().endsWith("\r")) {
                faults.add("The value of " + name
                        + " ends with a line break, which the Encore CLI takes away; take it off the value.");
            }
        });
        return faults;
    }

    private static SyncOutcome set(
            EncoreSecretsConfig config, SortedMap<String, Secret> values, CommandRunner programs) {
        var done = new ArrayList<String>();
        for (var entry : values.entrySet()) {
            var result = programs.run(EncoreSecretCommands.set(config.types(), entry.getKey(), entry.getValue()));
            if (!result.succeeded()) {
                return failed("", refusal(entry.getKey(), result, Sanitizer.of(values.values())) + before(done));
            }
            done.add(entry.getKey());
        }
        return new SyncOutcome.Synced(done, Map.of());
    }

    private static String refusal(String name, CommandResult result, Sanitizer sanitizer) {
        return "The Encore CLI did not set " + name + " (exit code " + result.exitCode() + "): "
                + sanitizer.clean(result.stderr().isBlank() ? result.stdout() : result.stderr());
    }

    private static String before(List<String> done) {
        return done.isEmpty() ? " Nothing was set." : " Set before it: " + String.join(", ", done) + ".";
    }

    private static SyncOutcome pull(EncoreSecretsConfig config, SyncRequest request) {
        try {
            var file = request.workplace().read(config.file());
            if (file.isEmpty()) {
                return failed(
                        "file",
                        "There is no file " + config.file()
                                + ". Encore gives no value back; what can be pulled are the values in that file.");
            }
            var read = LocalSecrets.read(file.get().reveal());
            return read.refusedLines().isEmpty()
                    ? new SyncOutcome.Synced(
                            List.copyOf(read.values().keySet()), Map.of(config.secret(), read.values()))
                    : failed("file", "File " + config.file() + " cannot be read: " + lines(read.refusedLines()));
        } catch (IOException e) {
            return failed("file", "File " + config.file() + " cannot be read: " + e.getMessage());
        }
    }

    private static String lines(List<Integer> lines) {
        return "line " + lines.stream().limit(5).map(String::valueOf).collect(joining(", "))
                + (lines.size() > 5 ? " and more" : "") + " is none of the form Name: \"value\".";
    }

    private static SyncOutcome failed(String path, String message) {
        return new SyncOutcome.Failed(ErrorCode.SECRET_SYNC_FAILED, path, message);
    }
}
