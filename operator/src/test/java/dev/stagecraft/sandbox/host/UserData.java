package dev.stagecraft.sandbox.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.stream.StreamSupport;

/** What cloud-init would take from the operator's user data. */
public record UserData(HostIdentity identity, List<String> authorizedKeys) {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** @throws IllegalArgumentException when the text is no cloud-config with an Ed25519 host key */
    public static UserData parse(String text) {
        if (!text.startsWith("#cloud-config\n")) {
            throw new IllegalArgumentException("the first line must be '#cloud-config'");
        }
        try {
            var tree = YAML.readTree(text);
            var keys = tree.path("ssh_keys");
            return new UserData(
                    new HostIdentity(
                            Secret.of(keys.path("ed25519_private").asText()),
                            keys.path("ed25519_public").asText()),
                    StreamSupport.stream(tree.path("ssh_authorized_keys").spliterator(), false)
                            .map(JsonNode::asText)
                            .toList());
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("the user data is no YAML", broken);
        }
    }
}
