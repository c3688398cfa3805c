package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.SecretNames;

/** The configuration of the provider {@code digitalocean}. */
public final class Droplets {
    private Droplets() {}

    /** Empty where a host says it itself: region, size. */
    public static Environment.Cloud cloud(String region, String size) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        config.putObject("tokenSecretRef")
                .put("name", new SecretNames("").token())
                .put("key", "token");
        if (!region.isEmpty()) {
            config.put("region", region);
        }
        if (!size.isEmpty()) {
            config.put("size", size);
        }
        config.put("image", "ubuntu-24-04-x64");
        return new Environment.Cloud(Answers.DIGITALOCEAN, config);
    }
}
