package dev.stagecraft.cli.init.detect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Compose file that is there.
 *
 * @param path from the directory of the project
 * @param name what the file calls the project
 * @param services those that are released, in the order of the file
 * @param left services that only another profile starts
 * @param profiles the active ones
 * @param overrides files for one environment, by its name, such as {@code compose.prod.yaml}
 * @param variables what the file reads and gives no default
 * @param imageVariables those that the names of images need, which are not among the variables
 * @param envFiles dotenv files that services name
 * @param parts further files that it is read from, as far as they are there: included, extended and dotenv files
 * @param dotenv those of the parts that are dotenv files, whatever they are called
 */
public record FoundCompose(
        String path,
        Optional<String> name,
        List<FoundService> services,
        List<FoundService> left,
        List<String> profiles,
        SortedMap<String, FoundOverride> overrides,
        List<String> variables,
        List<ImageVariable> imageVariables,
        List<String> envFiles,
        List<String> parts,
        Set<String> dotenv) {
    public FoundCompose {
        services = List.copyOf(services);
        left = List.copyOf(left);
        profiles = List.copyOf(profiles);
        overrides = new TreeMap<>(overrides);
        variables = List.copyOf(variables);
        imageVariables = List.copyOf(imageVariables);
        envFiles = List.copyOf(envFiles);
        parts = List.copyOf(parts);
        dotenv = Set.copyOf(dotenv);
    }

    /** Those that hold data. */
    public List<FoundService> accessories() {
        return services.stream().filter(each -> each.accessory().isPresent()).toList();
    }

    /** Those that are built. */
    public List<FoundService> built() {
        return services.stream().filter(each -> each.build().isPresent()).toList();
    }

    /** Whether a service needs an accessory on its own host, as it calls it by its name in the file. */
    public boolean calledByName(String accessory) {
        return services.stream().anyMatch(each -> each.neighbours().contains(accessory));
    }

    /** All of them by name, those of profiles too. */
    public Map<String, FoundService> byName() {
        var byName = new TreeMap<String, FoundService>();
        services.forEach(each -> byName.put(each.name(), each));
        left.forEach(each -> byName.put(each.name(), each));
        return byName;
    }
}
