package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.secrets.SecretsProvider;
import java.util.stream.Collectors;

/** Has {@code spec.secrets} checked. The operator itself only reads Secrets; who carries them elsewhere is a person. */
final class SecretsGather {
    private static final int MOST_VIOLATIONS = 5;

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
        var path = "spec.secrets.providers." + provider.id();
        var violations = provider.check(selection.config().orElse(JsonNodeFactory.instance.objectNode())).stream()
                .map(violation -> violation.under(path))
                .toList();
        if (!violations.isEmpty()) {
            var first = violations.getFirst();
            throw Rejected.at(
                    first.code() == Violation.Code.NOT_IMPLEMENTED ? "NotImplemented" : "InvalidSpec",
                    first.path(),
                    first.message()
                            + violations.stream()
                                    .skip(1)
                                    .limit(MOST_VIOLATIONS - 1)
                                    .map(violation -> "; " + violation.path() + ": " + violation.message())
                                    .collect(Collectors.joining()));
        }
    }
}
