package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.host.HostCommandException.Code;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One Compose project on one host. Operations block, can be repeated, and fail with {@link HostCommandException} when the
 * host did not do it or {@link HostException} when it cannot be known. The directory must be claimed before the others.
 */
public final class ComposeProject {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

    private final HostConnection host;
    private final ProjectDirectory directory;
    private final ComposeCommands compose;
    private final String project;

    public ComposeProject(HostConnection host, ComposeCli cli, Owner owner) {
        this.host = host;
        this.directory = new ProjectDirectory(host, owner);
        this.project = owner.composeProject();
        this.compose = new ComposeCommands(cli, directory.paths(), project);
    }

    /** The files of this project on the host. */
    public ProjectDirectory directory() {
        return directory;
    }

    /**
     * Makes the project on this host ours: its directory, and with it the name.
     *
     * @throws HostOwnedByAnother when the directory belongs to another resource
     * @throws ProjectNotOurs when containers run under the project's name that the operator did not make
     */
    public void claim() {
        var foreign = foreign();
        if (!foreign.isEmpty()) {
            throw new ProjectNotOurs(host.display(), project, foreign.size());
        }
        directory.claim();
    }

    private List<String> foreign() {
        var ids = lines(DockerCommands.containerIds(project), "list the containers");
        if (ids.isEmpty()) {
            return ids;
        }
        var own = lines(DockerCommands.ownContainerIds(project), "list the containers");
        return ids.stream().filter(id -> !own.contains(id)).toList();
    }

    /** Asks the host's own Compose whether it accepts the files of a release; {@code COMPOSE_REJECTED} when it does not. */
    public void check(String release) {
        require(host.run(compose.check(release)), "check the compose file", Code.COMPOSE_REJECTED);
    }

    /**
     * Fetches the images of the services, at least one; nothing that runs is touched.
     *
     * @param dockerConfig the {@code config.json} to log in with instead of the host's own; it is gone afterwards
     */
    public void pull(String release, List<String> services, Optional<Secret> dockerConfig) {
        var what = "pull the images of " + String.join(", ", services);
        if (dockerConfig.isPresent()) {
            run(compose.pull(release, services, dockerConfig.get()), what);
        } else {
            run(compose.forgetLogin(), "remove an old login");
            run(compose.pull(release, services), what);
        }
    }

    /**
     * Makes the named services, at least one, run as the release says: changed ones are replaced (stopped first),
     * unchanged ones keep their containers, all others stay alone.
     *
     * @param drain how long a container may take to stop, in whole seconds
     */
    public void up(String release, List<String> services, Duration drain) {
        run(compose.up(release, services, drain), "bring up " + String.join(", ", services));
    }

    /** Adds containers of the release until the service has {@code count}; those that run stay as they are. */
    public void scaleUp(String release, String service, int count) {
        run(compose.scaleUp(release, service, count), "start more of " + service);
    }

    /** Every container of the project that the operator made, stopped ones too, in the engine's order; read in two calls. */
    public List<Container> containers() {
        var ids = lines(DockerCommands.ownContainerIds(project), "list the containers");
        if (ids.isEmpty()) {
            return List.of();
        }
        var result = host.run(DockerCommands.inspect(ids));
        // One that went away between the two calls makes inspect fail but still print the others.
        return Inspection.parse(
                result.succeeded() || onlyGone(result)
                        ? result
                        : require(result, "inspect the containers", Code.OTHER));
    }

    /**
     * Stops and removes containers; those that are gone are no obstacle. Volumes stay.
     *
     * @param grace how long each may take to stop, unless it asked for longer when it was made
     */
    public void stopAndRemove(List<Container> containers, Duration grace) {
        if (containers.isEmpty()) {
            return;
        }
        var ids = Container.ids(containers);
        var longest = containers.stream()
                .flatMap(container -> container.stopTimeout().stream())
                .filter(asked -> asked.compareTo(grace) > 0)
                .max(Comparator.naturalOrder());
        tolerant(compose.stop(ids, longest.orElse(grace)), "stop containers");
        tolerant(compose.remove(ids), "remove containers");
    }

    /** Asks a container over HTTP, from the host. */
    public Probe probe(String address, int port, String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path must start with '/': " + path);
        }
        var result = host.run(DockerCommands.probe("http://%s:%d%s".formatted(address, port, path), PROBE_LIMIT));
        return result.succeeded()
                ? new Probe.Answered(Integer.parseInt(result.stdout().strip()))
                : new Probe.Silent(Failures.excerpt(result.stderr()));
    }

    /**
     * Removes every container of the project that the operator made, and its networks, found by label, so that it needs no
     * file. Images stay; volumes stay unless asked for. Where others made containers under the project's name, networks and
     * volumes stay too.
     *
     * @throws HostOwnedByAnother when the marker names another resource; nothing is touched then
     */
    public void down(Duration grace, boolean removeVolumes) {
        directory.verifyOwner();
        stopAndRemove(containers(), grace);
        if (!foreign().isEmpty()) {
            return;
        }
        var networks = lines(DockerCommands.networkIds(project), "list the networks");
        if (!networks.isEmpty()) {
            tolerant(DockerCommands.removeNetworks(networks), "remove networks");
        }
        if (removeVolumes) {
            removeVolumes();
        }
    }

    /** The last lines that a container printed, for a message about its failure; the caller removes secrets. */
    public String logsTail(String containerId, int lines) {
        var result = host.run(DockerCommands.logs(containerId, lines));
        return result.succeeded() ? result.stdout() + result.stderr() : "";
    }

    private void removeVolumes() {
        var volumes = lines(DockerCommands.volumeNames(project), "list the volumes");
        if (!volumes.isEmpty()) {
            tolerant(DockerCommands.removeVolumes(volumes), "remove volumes");
        }
    }

    private List<String> lines(Command command, String what) {
        return require(host.run(command), what, Code.OTHER)
                .stdout()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private void run(Command command, String what) {
        require(host.run(command), what, Code.OTHER);
    }

    private void tolerant(Command command, String what) {
        var result = host.run(command);
        if (!onlyGone(result)) {
            require(result, what, Code.OTHER);
        }
    }

    private CommandResult require(CommandResult result, String what, Code otherwise) {
        if (!result.succeeded()) {
            throw Failures.exception(host.display(), what, result, otherwise);
        }
        return result;
    }

    private static boolean onlyGone(CommandResult result) {
        return !result.stderr().isBlank()
                && result.stderr()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .allMatch(line -> line.contains("No such ") || line.contains("is already in progress"));
    }
}
