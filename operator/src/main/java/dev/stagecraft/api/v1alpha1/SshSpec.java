package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** How the operator logs in to the hosts; the key that {@code keySecretRef} names holds a private key. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SshSpec(String user, Integer port, @Nullable KeyRef keySecretRef) {
    /** Root on port 22, without a key. */
    public static final SshSpec EMPTY = new SshSpec("root", 22, null);

    public SshSpec {
        user = Guard.text(user, "root");
        port = port == null ? 22 : port;
    }
}
