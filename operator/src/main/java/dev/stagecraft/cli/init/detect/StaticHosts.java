package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.SecretNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The configuration of the provider {@code static}: where each host is, and which key it shows. */
public final class StaticHosts {
    private StaticHosts() {}

    /** @param addresses by the name of a single host; where there is none a name stands in that leads nowhere */
    public static Environment.Cloud cloud(
            String project,
            String environment,
            List<Environment.Host> hosts,
            Function<String, Optional<String>> addresses) {
        ObjectNode config = JsonNodeFactory.instance.objectNode();
        ObjectNode entries = config.putObject("hosts");
        String keys = new SecretNames(project).hostKeys(environment);
        hosts.stream().flatMap(host -> host.names().stream()).forEach(name -> {
            ObjectNode entry = entries.putObject(name);
            entry.put("address", addresses.apply(name).orElse(name + "." + environment + ".example.com"));
            entry.putObject("hostKeySecretRef").put("name", keys).put("key", name);
        });
        return new Environment.Cloud(Answers.STATIC, config);
    }
}
