package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.compose.ComposeRenderer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The words of the docker and curl calls on a host. Pure. */
final class DockerCommands {

    static final String PROJECT_LABEL = "com.docker.compose.project";
    static final String SERVICE_LABEL = "com.docker.compose.service";
    static final String ONE_OFF_LABEL = "com.docker.compose.oneoff";

    /**
     * Leaves out the environment: its values must not leave the host, not even into our memory. Names are those of the
     * client's own types ({@code .ID}, not {@code .Id}): with any other it falls back to raw JSON, where a container without
     * a health check makes the whole call fail.
     */
    static final String INSPECT_FORMAT =
            "{\"id\":{{json .ID}},\"name\":{{json .Name}},\"image\":{{json .Config.Image}},"
                    + "\"state\":{{json .State.Status}},"
                    + "\"health\":{{if .State.Health}}{{json .State.Health.Status}}{{else}}\"none\"{{end}},"
                    + "\"labels\":{{json .Config.Labels}},\"createdAt\":{{json .Created}},"
                    + "\"startedAt\":{{json .State.StartedAt}},\"finishedAt\":{{json .State.FinishedAt}},\"restarts\":{{json .RestartCount}},"
                    + "\"stopTimeout\":{{json .Config.StopTimeout}},\"exitCode\":{{json .State.ExitCode}},\"networks\":{{json .NetworkSettings.Networks}}}";

    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final int INSPECT_LIMIT = 8 << 20;

    private DockerCommands() {}

    static Command serverVersion() {
        return Command.of("docker", "version", "--format", "{{.Server.Version}}")
                .withTimeout(QUICK);
    }

    /** All containers that carry the project's name, whoever made them. */
    static Command containerIds(String project) {
        return Command.of("docker", "ps", "-a", "-q", "--no-trunc", "--filter", label(project))
                .withTimeout(QUICK);
    }

    /** Those of them that the operator made. */
    static Command ownContainerIds(String project) {
        return Command.of(
                        "docker",
                        "ps",
                        "-a",
                        "-q",
                        "--no-trunc",
                        "--filter",
                        label(project),
                        "--filter",
                        "label=" + ComposeRenderer.OWNER_LABEL)
                .withTimeout(QUICK);
    }

    static Command inspect(List<String> ids) {
        return call(List.of("docker", "inspect", "--type", "container", "--format", INSPECT_FORMAT), ids)
                .withOutputLimit(INSPECT_LIMIT)
                .withTimeout(QUICK);
    }

    static List<String> stop(List<String> ids, Duration grace) {
        return words(List.of("docker", "stop", "-t", Long.toString(grace.toSeconds())), ids);
    }

    static List<String> remove(List<String> ids) {
        return words(List.of("docker", "rm", "-f"), ids);
    }

    static Command networkIds(String project) {
        return Command.of("docker", "network", "ls", "-q", "--no-trunc", "--filter", label(project))
                .withTimeout(QUICK);
    }

    static Command removeNetworks(List<String> ids) {
        return call(List.of("docker", "network", "rm"), ids).withTimeout(QUICK);
    }

    static Command volumeNames(String project) {
        return Command.of("docker", "volume", "ls", "-q", "--filter", label(project))
                .withTimeout(QUICK);
    }

    static Command removeVolumes(List<String> names) {
        return call(List.of("docker", "volume", "rm"), names).withTimeout(QUICK);
    }

    static Command logs(String id, int lines) {
        return Command.of("docker", "logs", "--tail", Integer.toString(lines), id)
                .withTimeout(QUICK)
                .withOutputLimit(64 << 10);
    }

    /** Prints the exit code once there is one. */
    static Command await(String id, Duration limit) {
        return Command.of(Wrapping.bounded(limit, List.of("docker", "wait", id)))
                .withTimeout(limit.plus(QUICK))
                .withOutputLimit(4 << 10);
    }

    /** Prints the status code only; follows no redirect and uses no proxy, so it asks this container and nothing else. */
    static Command probe(String url, Duration limit) {
        return Command.of(
                        "curl",
                        "-sS",
                        "-g",
                        "-o",
                        "/dev/null",
                        "-w",
                        "%{http_code}",
                        "--noproxy",
                        "*",
                        "--max-time",
                        Long.toString(limit.toSeconds()),
                        url)
                .withTimeout(limit.plusSeconds(10))
                .withOutputLimit(4 << 10);
    }

    private static String label(String project) {
        return "label=" + PROJECT_LABEL + "=" + project;
    }

    private static Command call(List<String> start, List<String> rest) {
        return Command.of(words(start, rest));
    }

    private static List<String> words(List<String> start, List<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("nothing to name after " + start);
        }
        var argv = new ArrayList<>(start);
        argv.addAll(rest);
        return List.copyOf(argv);
    }
}
