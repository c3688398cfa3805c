package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.secrets.SecretsProvider;

/** Has {@code spec.secrets} checked. The operator itself only reads Secrets; who carries them elsewhere is a person. */
final class SecretsGather {
    private SecretsGather() {}

    static void check(StagecraftSpec spec, ProviderRegistry<SecretsProvider> providers) {
        var selection = spec.secrets();
        if (selection == null) {
            return;
        }
        var provider = providers.find(selection.provider()).orElseThrow(() -> {
            var violation = providers.unknownProvider("spec.secrets.provider", selection.provider());
            return Rejected.at("InvalidSpec", violation.path(), violation.message());
        });
        Violations.refuse(
                provider.check(selection.config().orElse(JsonNodeFactory.instance.objectNode())),
                "spec.secrets.providers." + provider.id());
    }
}
