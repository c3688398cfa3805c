package dev.stagecraft.provider.ci;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the executor of a resource whose {@code spec.build.executor} is the id of a CI provider. Immutable. */
public final class CiBuilders {
    private static final String EXECUTOR = "spec.build.executor";
    private static final String CONFIG = "spec.build.providers.";

    private final ProviderRegistry<CiProvider> providers;

    public CiBuilders(ProviderRegistry<CiProvider> providers) {
        this.providers = providers;
    }

    /** Every fault of a resource's choice, with paths in the resource. Does no I/O. */
    public List<Violation> check(String id, JsonNode config) {
        return providers
                .find(id)
                .map(provider -> provider.check(config).stream()
                        .map(violation -> violation.under(CONFIG + id))
                        .toList())
                .orElseGet(() -> List.of(unknown(id)));
    }

    /** What must be read before {@link #of}; empty where there is a fault. */
    public List<SecretReference> secrets(String id, JsonNode config) {
        return providers.find(id).map(provider -> provider.secrets(config)).orElse(List.of());
    }

    /**
     * The executor, or why there is none.
     *
     * @param secrets the value of a key of a Secret; empty where Secret or key are not there
     */
    public CiBuilder of(String id, JsonNode config, Function<SecretReference, Optional<Secret>> secrets) {
        var violations = new ArrayList<>(check(id, config));
        var provider = providers.find(id);
        if (provider.isEmpty() || !violations.isEmpty()) {
            return new CiBuilder.Refused(violations);
        }
        var values = new HashMap<String, Secret>();
        for (var reference : provider.get().secrets(config)) {
            secrets.apply(reference)
                    .ifPresentOrElse(
                            value -> values.put(reference.path(), value), () -> violations.add(missing(id, reference)));
        }
        return violations.isEmpty()
                ? new CiBuilder.Found(provider.get().executor(config, values))
                : new CiBuilder.Refused(violations);
    }

    private Violation unknown(String id) {
        var unknown = providers.unknownProvider(EXECUTOR, id);
        return new Violation(
                EXECUTOR, unknown.message() + " Without one, job and host are the executors.", unknown.code());
    }

    private static Violation missing(String id, SecretReference reference) {
        return Violation.missing(
                CONFIG + id + "." + reference.path(),
                "There is no Secret %s with a key %s in this namespace. Make it."
                        .formatted(reference.name(), reference.key()));
    }
}
