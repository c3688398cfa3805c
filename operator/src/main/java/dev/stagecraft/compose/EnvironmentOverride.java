package dev.stagecraft.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The second Compose file, which carries the environment; its text is as secret as the values in it. */
public final class EnvironmentOverride {
    private EnvironmentOverride() {}

    /**
     * Sorted by service and name, so that equal maps give equal text. Dollar signs are doubled: Compose takes them back.
     *
     * @throws IllegalArgumentException for a name that is no environment variable name or a value with NUL; the value is not in
     *     the message
     */
    public static String render(Map<String, Map<String, String>> environments) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        ObjectNode services = tree.putObject("services");
        new TreeMap<>(environments).forEach((service, environment) -> {
            ObjectNode variables = services.putObject(service).putObject("environment");
            new TreeMap<>(environment)
                    .forEach((name, value) ->
                            variables.put(EnvironmentName.checked(name, value), Dollars.doubled(value)));
        });
        return YamlWriter.write(tree);
    }
}
