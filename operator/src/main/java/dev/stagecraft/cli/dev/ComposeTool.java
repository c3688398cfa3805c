package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Programs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The words that run Docker Compose on this machine, for one project and one file.
 *
 * @param program {@code docker compose} or {@code docker-compose}
 * @param root what relative paths of the file start from
 */
record ComposeTool(List<String> program, String project, Path root, Path file) {
    /** An empty file beside the other. */
    static final String NO_VARIABLES = "empty.env";

    ComposeTool {
        program = List.copyOf(program);
    }

    /**
     * The Compose that this machine has; the plugin goes before the program of its own.
     *
     * @throws CommandFailure where there is neither
     */
    static List<String> find(Programs programs) {
        return Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
                .filter(words -> programs.run(Stream.concat(words.stream(), Stream.of("version"))
                                .toList())
                        .filter(result -> result.code() == 0)
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> CommandFailure.of(
                        "There is no Docker Compose on this machine, and infrastructure services need it; install the"
                                + " plugin of docker (docker compose version must answer), or name services that do"
                                + " without."));
    }

    /** Starts services in the background; containers of services that are gone from the file are removed. */
    List<String> up(List<String> services) {
        return words(Stream.concat(Stream.of("up", "--detach", "--remove-orphans"), services.stream()));
    }

    /** Follows what a service prints, from the beginning. */
    List<String> follow(String service) {
        return words(Stream.of("logs", "--follow", "--no-color", "--no-log-prefix", service));
    }

    /** Follows what a service prints from then on. */
    List<String> follow(String service, Instant since) {
        return words(Stream.of("logs", "--follow", "--no-color", "--no-log-prefix", "--since=" + since, service));
    }

    /** The last lines that a service printed. */
    List<String> lastWords(String service) {
        return words(Stream.of("logs", "--tail=20", "--no-color", "--no-log-prefix", service));
    }

    /** The ids of the service's containers, a line each, also of those that ended. */
    List<String> containers(String service) {
        return words(Stream.of("ps", "--all", "--quiet", service));
    }

    /** Stops and removes the project's containers and networks; volumes stay. */
    List<String> down(int seconds) {
        return words(Stream.of("down", "--remove-orphans", "--timeout=" + seconds));
    }

    /** No dotenv file is read: what the file needs of one has been put into it already. */
    private List<String> words(Stream<String> command) {
        var words = new ArrayList<>(program);
        words.addAll(List.of(
                "--project-name",
                project,
                "--project-directory",
                root.toString(),
                "--env-file",
                file.resolveSibling(NO_VARIABLES).toString(),
                "--file",
                file.toString()));
        command.forEach(words::add);
        return words;
    }
}
