package dev.stagecraft.image.oci;

import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredentials;

/** Says why a registry answered 401 or 403: with no login it is one thing to do, with a login another. */
final class Refusal {
    private Refusal() {}

    /** {@code right} completes "does not let … NAME": {@code read} or {@code write}. */
    static String message(ImageName name, RegistryCredentials credentials, int status, String right) {
        var registry = name.registry();
        if (credentials.forRegistry(registry).isEmpty()) {
            return ("The registry does not let an anonymous caller %s %s (HTTP %d), and no credentials for %s were given:"
                            + " correct the name, or add them to the Secret of spec.project.registrySecretRef.")
                    .formatted(right, name, status, registry);
        }
        return ("The registry does not let the given credentials for %s %s %s (HTTP %d): correct the name, renew the"
                        + " credentials in the Secret of spec.project.registrySecretRef, or give their owner that right.")
                .formatted(registry, right, name, status);
    }
}
