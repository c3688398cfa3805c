package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.ProjectSpec;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.image.RegistryCredentials.Parsed;
import org.jspecify.annotations.Nullable;

/** Reads the logins to registries. */
final class RegistryGather {
    private static final String PATH = "spec.project.registrySecretRef";

    /** The key of a Secret of the type {@code kubernetes.io/dockerconfigjson}. */
    private static final String KEY = ".dockerconfigjson";

    private final Reading reading;

    RegistryGather(Reading reading) {
        this.reading = reading;
    }

    /** None where no Secret is named. */
    RegistryCredentials resolve(@Nullable ProjectSpec project) {
        var ref = project == null ? null : project.registrySecretRef();
        if (ref == null) {
            return RegistryCredentials.none();
        }
        var content = reading.secret(ref.name(), PATH).get(KEY);
        if (content == null) {
            throw Rejected.at(
                    "ReferenceNotFound",
                    PATH,
                    "Secret %s has no value under key %s; make one of the type kubernetes.io/dockerconfigjson with"
                                    .formatted(ref.name(), KEY)
                            + " 'kubectl create secret docker-registry'");
        }
        return switch (RegistryCredentials.parse(content)) {
            case Parsed.Malformed(var why) ->
                throw Rejected.at("InvalidSpec", PATH, "%s of Secret %s %s".formatted(KEY, ref.name(), why));
            case Parsed.Read(var credentials) -> {
                reading.conceal(credentials.secrets());
                yield credentials;
            }
        };
    }
}
