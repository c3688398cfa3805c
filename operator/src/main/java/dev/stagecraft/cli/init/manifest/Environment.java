package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What differs from one environment to the next.
 *
 * @param local whether it is one of a person's own machine: nothing is released to it
 * @param version what to release first
 * @param overrides Compose files over the first one, from the root of the repository
 * @param localOverrides the same from the directory that init works in
 * @param services what differs from the policy in the base
 * @param variables what the application reads, by name, and which a Secret must have
 * @param envFile the dotenv file that has them, where one is known
 * @param env plain values, which the names of images need
 * @param directories of migrations, where another one than that of the base counts, by database
 */
public record Environment(
        String name,
        boolean local,
        String version,
        Cloud cloud,
        List<Host> hosts,
        List<String> overrides,
        List<String> localOverrides,
        Map<String, ObjectNode> services,
        List<String> variables,
        Optional<String> envFile,
        SortedMap<String, String> env,
        SortedMap<String, String> directories) {
    public Environment {
        hosts = List.copyOf(hosts);
        overrides = List.copyOf(overrides);
        localOverrides = List.copyOf(localOverrides);
        variables = List.copyOf(variables);
        env = new TreeMap<>(env);
        directories = new TreeMap<>(directories);
    }

    /** Whether the application gets a Secret in this environment. */
    public boolean hasSecret() {
        return envFile.isPresent() || !variables.isEmpty();
    }

    /** Where hosts come from: a provider's id and its configuration. */
    public record Cloud(String provider, ObjectNode config) {}

    /**
     * An entry of {@code spec.hosts}.
     *
     * @param count 1 for a single one, which then has the entry's name as it stands
     * @param protect whether it holds data that would be gone with it
     */
    public record Host(
            String name, String role, int count, Optional<String> size, Optional<String> region, boolean protect) {
        /** One host of a role that is named like the role. */
        public static Host of(String role, int count, boolean protect) {
            return new Host(role, role, count, Optional.empty(), Optional.empty(), protect);
        }

        /** The names of the single hosts that the entry stands for. */
        public List<String> names() {
            return count == 1
                    ? List.of(name)
                    : IntStream.rangeClosed(1, count)
                            .mapToObj(number -> name + "-" + number)
                            .toList();
        }
    }
}
