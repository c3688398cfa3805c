package dev.stagecraft.host;

import java.util.ArrayList;
import java.util.List;

/** The words with which people look into a container: what they start runs as long as they like. Pure. */
public final class ContainerCommands {
    private ContainerCommands() {}

    /** Prints the log, each line behind the time at which it was printed, in 30 characters and a blank. */
    public static List<String> logs(String container, LogRange range) {
        return HostScripts.joined(words(container, range, List.of()));
    }

    /** The same, and goes on with what is printed until the container stops, or the program's own input ends. */
    public static List<String> follow(String container, LogRange range) {
        return HostScripts.attended(HostScripts.joined(words(container, range, List.of("--follow"))));
    }

    /** What people know it by: the words without the scripts around them. */
    public static List<String> plainLogs(String container, LogRange range, boolean follow) {
        return words(container, range, follow ? List.of("--follow") : List.of());
    }

    private static List<String> words(String container, LogRange range, List<String> options) {
        var words = new ArrayList<>(List.of("docker", "logs", "--timestamps"));
        words.addAll(options);
        range.tail().ifPresent(lines -> words.addAll(List.of("--tail", Integer.toString(lines))));
        range.since().ifPresent(time -> words.addAll(List.of("--since", time)));
        words.add(container);
        return List.copyOf(words);
    }

    /**
     * Runs a command in a container, with its exit code.
     *
     * @param input whether it reads what the program itself is given
     * @param terminal whether it has a terminal, as the program itself must then have
     */
    public static List<String> exec(String container, boolean input, boolean terminal, List<String> command) {
        var words = new ArrayList<>(List.of("docker", "exec"));
        if (input) {
            words.add("-i");
        }
        if (terminal) {
            words.add("-t");
        }
        words.add(container);
        words.addAll(command);
        return List.copyOf(words);
    }
}
