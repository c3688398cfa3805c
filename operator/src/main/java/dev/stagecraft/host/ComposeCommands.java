package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the Compose calls for one project, the same for the plugin and for the program of version 1. Every call
 * reads the release's environment file first; every call that changes something holds the project's lock and is ended by
 * the host itself when its time is up. Pure.
 */
record ComposeCommands(ComposeCli cli, ProjectPaths paths, String project) {

    private static final Duration LOCK_WAIT = Duration.ofSeconds(30);
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Duration CHECK = Duration.ofSeconds(60);
    private static final Duration QUICK = Duration.ofSeconds(30);
    private static final Duration PULL = Duration.ofMinutes(15);
    private static final Duration START = Duration.ofMinutes(5);

    Command check(String release) {
        return Command.of(compose(release, "config", "-q")).withTimeout(CHECK);
    }

    Command pull(String release, List<String> services) {
        return changing(PULL, compose(release, named(services, "pull", "-q")));
    }

    /** The login travels on the input, and is on the host only as long as the pull takes. */
    Command pull(String release, List<String> services, Secret dockerConfig) {
        var pull = compose(release, named(services, "pull", "-q"));
        return changing(PULL, HostScripts.loggedIn(paths.login(), dockerConfig, pull))
                .withStdin(dockerConfig);
    }

    /** A login that a crash of the host left behind; whoever pulls with one holds the lock. */
    Command forgetLogin() {
        return changing(QUICK, List.of("rm", "-rf", "--", paths.login()));
    }

    Command up(String release, List<String> services, Duration drain) {
        var words = named(services, "up", "-d", "--no-deps", "--no-build", "-t", seconds(drain));
        return changing(START.plus(drain.multipliedBy(services.size())), compose(release, words));
    }

    Command scaleUp(String release, String service, int count) {
        var words = named(
                List.of(service),
                "up",
                "-d",
                "--no-deps",
                "--no-build",
                "--no-recreate",
                "--scale",
                service + "=" + count);
        return changing(START, compose(release, words));
    }

    /**
     * The same words for Compose 1.29 and 2: both leave the service's ports unpublished and its restart policy out, so that
     * nothing but us starts the command again. Unlike docker's own {@code run} it gives the service's environment, networks,
     * volumes and hosts without anything on the command line.
     */
    Command runOnce(OneOffRequest request) {
        var words = new ArrayList<>(List.of("run", "-d", "-T", "--no-deps", "--name", request.name()));
        request.labels().forEach((label, value) -> words.addAll(List.of("--label", label + "=" + value)));
        request.environment().forEach((name, value) -> words.addAll(List.of("-e", name + "=" + value)));
        words.add(request.service());
        words.addAll(request.command());
        return changing(
                START, HostScripts.once(request, paths.once(request.mark()), compose(request.release(), words)));
    }

    Command stop(List<String> ids, Duration grace) {
        return changing(START.plus(grace.multipliedBy(ids.size())), DockerCommands.stop(ids, grace));
    }

    Command remove(List<String> ids) {
        return changing(START, DockerCommands.remove(ids));
    }

    /** Under the lock, with a limit on the host, and a longer one here so that the host's answer arrives first. */
    private Command changing(Duration limit, List<String> argv) {
        var words = Wrapping.locked(paths.lock(), LOCK_WAIT, Wrapping.bounded(limit, argv));
        return Command.of(words).withTimeout(LOCK_WAIT.plus(limit).plus(SLACK));
    }

    private List<String> compose(String release, String... rest) {
        return compose(release, List.of(rest));
    }

    private List<String> compose(String release, List<String> rest) {
        var words = new ArrayList<>(cli.words());
        words.addAll(List.of("-p", project, "--project-directory", paths.base()));
        words.addAll(List.of("-f", paths.compose(release), "-f", paths.envOverride(release)));
        words.addAll(rest);
        return Wrapping.sourcing(paths.envShell(release), words);
    }

    private static List<String> named(List<String> services, String... words) {
        if (services.isEmpty()) {
            throw new IllegalArgumentException("without a service Compose would act on all of them");
        }
        var all = new ArrayList<>(List.of(words));
        all.addAll(services);
        return all;
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
