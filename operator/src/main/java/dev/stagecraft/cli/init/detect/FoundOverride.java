package dev.stagecraft.cli.init.detect;

import java.util.List;

/**
 * A Compose file of one environment, put over the first one.
 *
 * @param path from the directory of the project
 * @param added services that only it has, as they are when both are put together
 * @param variables what both read together and give no default
 */
public record FoundOverride(String path, List<FoundService> added, List<String> variables) {
    public FoundOverride {
        added = List.copyOf(added);
        variables = List.copyOf(variables);
    }

    /** Whether a service that only it has holds data. */
    boolean holdsData() {
        return added.stream().anyMatch(each -> each.accessory().isPresent());
    }
}
