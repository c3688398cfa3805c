package dev.stagecraft.provider.secrets.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ConfigCheck;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SecretsProvider;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.provider.secrets.SyncRequest;
import java.util.List;
import java.util.Map;

/** Secrets {@code kubernetes}: nothing to configure, and nothing to carry. */
public final class KubernetesSecretsProvider implements SecretsProvider {
    @Override
    public String id() {
        return "kubernetes";
    }

    @Override
    public List<Violation> check(JsonNode config) {
        if (config.isObject() && config.isEmpty()) {
            return List.of();
        }
        var check = new ConfigCheck();
        check.note(Violation.invalid("", "There is nothing to configure here; write {}."));
        return check.violations();
    }

    @Override
    public List<KeptSecret> keeps(JsonNode config) {
        return List.of();
    }

    @Override
    public SyncOutcome sync(SyncRequest request) {
        return new SyncOutcome.Synced(List.of(), Map.of());
    }
}
