package dev.stagecraft.provider.secrets.envfile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.provider.secrets.SyncDirection;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.provider.secrets.SyncRequest;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Secrets {@code envfile}: one Secret and one dotenv file. */
public final class EnvfileProvider implements SecretsProvider {
    @Override
    public String id() {
        return "envfile";
    }

    @Override
    public List<Violation> check(JsonNode config) {
        return EnvfileConfig.read(config).violations();
    }

    @Override
    public List<KeptSecret> keeps(JsonNode config) {
        var read = EnvfileConfig.read(config).config();
        return List.of(new KeptSecret(read.secret(), read.key()));
    }

    @Override
    public SyncOutcome sync(SyncRequest request) {
        var config = EnvfileConfig.read(request.config()).config();
        try {
            return request.direction() == SyncDirection.PUSH ? push(config, request) : pull(config, request);
        } catch (IOException e) {
            return failed("file", "File " + config.file() + " cannot be read or written: " + e.getMessage());
        }
    }

    private static SyncOutcome push(EnvfileConfig config, SyncRequest request) throws IOException {
        var secret = request.cluster().get(config.secret());
        if (secret == null) {
            return failed(
                    "secret.name", "There is no Secret " + config.secret() + "; create it, or pull the file into it.");
        }
        if (config.key().isPresent()) {
            var key = config.key().get();
            var text = secret.get(key);
            return text == null
                    ? failed("secret.key", "Secret " + config.secret() + " has no value under key " + key + ".")
                    : written(config, request, text, List.of(key));
        }
        return switch (EnvfileText.write(secret)) {
            case EnvfileText.Answer.Made<Secret>(var text) ->
                written(config, request, text, List.copyOf(secret.keySet()));
            case EnvfileText.Answer.Refused<Secret>(var problems) ->
                failed(
                        "secret.name",
                        "Secret " + config.secret() + " cannot be a dotenv file. " + String.join(" ", problems));
        };
    }

    private static SyncOutcome written(EnvfileConfig config, SyncRequest request, Secret text, List<String> names)
            throws IOException {
        request.workplace().write(config.file(), text);
        return new SyncOutcome.Synced(names, Map.of());
    }

    private static SyncOutcome pull(EnvfileConfig config, SyncRequest request) throws IOException {
        var file = request.workplace().read(config.file());
        if (file.isEmpty()) {
            return failed("file", "There is no file " + config.file() + "; write it, or push the Secret into it.");
        }
        return switch (EnvfileText.read(file.get())) {
            case EnvfileText.Answer.Made<Map<String, Secret>>(var values) ->
                config.key()
                        .map(key ->
                                new SyncOutcome.Synced(List.of(key), Map.of(config.secret(), Map.of(key, file.get()))))
                        .orElseGet(() -> new SyncOutcome.Synced(
                                List.copyOf(values.keySet()), Map.of(config.secret(), Map.copyOf(values))));
            case EnvfileText.Answer.Refused<Map<String, Secret>>(var problems) ->
                failed("file", "File " + config.file() + " cannot be read. " + String.join(" ", problems));
        };
    }

    private static SyncOutcome failed(String path, String message) {
        return new SyncOutcome.Failed(ErrorCode.SECRET_SYNC_FAILED, path, message);
    }
}
