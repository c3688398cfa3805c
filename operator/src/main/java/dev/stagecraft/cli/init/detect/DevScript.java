package dev.stagecraft.cli.init.detect;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The script {@code dev} of a {@code package.json}, and the program that runs it. */
final class DevScript {
    private static final Pattern DEV = Pattern.compile("\"scripts\"\\s*:\\s*\\{[^}]*\"dev\"\\s*:");

    private DevScript() {}

    /** By directory. */
    static SortedMap<String, List<String>> in(ProjectFiles files) {
        var commands = new TreeMap<String, List<String>>();
        files.named("package.json").stream()
                .filter(path -> DEV.matcher(files.text(path).orElse("")).find())
                .map(ProjectFiles::parent)
                .forEach(directory -> commands.put(directory, List.of(program(files, directory), "run", "dev")));
        return commands;
    }

    /** By its lock file, beside the package or at the root of a workspace. */
    private static String program(ProjectFiles files, String directory) {
        for (String at : List.of(directory, "")) {
            if (files.paths().contains(Directories.below(at, "pnpm-lock.yaml"))) {
                return "pnpm";
            }
            if (files.paths().contains(Directories.below(at, "yarn.lock"))) {
                return "yarn";
            }
        }
        return "npm";
    }
}
