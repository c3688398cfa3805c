package dev.stagecraft.cli.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What Docker says of a container.
 *
 * @param health what its check says, in Docker's words; {@code none} without a check
 */
record ContainerState(String status, int exitCode, String health) {
    private static final int WORDS = 3;

    /** Prints a line for each of the containers. */
    static List<String> inspect(List<String> containers) {
        var words = new ArrayList<>(List.of(
                "docker",
                "inspect",
                "--format={{.State.Status}} {{.State.ExitCode}} {{if"
                        + " .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}"));
        words.addAll(containers);
        return words;
    }

    /** Empty for a line that is none of those. */
    static Optional<ContainerState> read(String line) {
        String[] words = line.strip().split(" ");
        return words.length == WORDS && words[1].matches("\\d{1,9}")
                ? Optional.of(new ContainerState(words[0], Integer.parseInt(words[1]), words[2]))
                : Optional.empty();
    }

    /** Also one that ended and is started again: it may have lacked a service that is there by then. */
    boolean starting() {
        return status.equals("created")
                || status.equals("restarting")
                || (status.equals("running") && health.equals("starting"));
    }

    /** Whether it ended well and is not started again. */
    boolean done() {
        return status.equals("exited") && exitCode == 0;
    }

    /** What is wrong with one that is starting for too long, as a part of a sentence. */
    String unready() {
        return status.equals("restarting")
                ? "still ends with code " + exitCode + " and is started again"
                : "is not healthy";
    }

    /** Why nothing can be expected of it, as the end of a sentence. One that ended well has done its work. */
    Optional<String> failure() {
        if (status.equals("running") && health.equals("unhealthy")) {
            return Optional.of("is unhealthy");
        }
        return (status.equals("exited") || status.equals("dead")) && exitCode != 0
                ? Optional.of("ended with code " + exitCode)
                : Optional.empty();
    }
}
