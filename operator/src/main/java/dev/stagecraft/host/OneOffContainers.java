package dev.stagecraft.host;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.Wrapping;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.host.HostCommandException.Code;
import java.time.Duration;
import java.util.List;

/**
 * Commands that run once, each in a container of its own beside those of the services, in a Compose project on one host. A
 * container stays when its command has ended, until it is removed: its name is what keeps the command from running again.
 */
public final class OneOffContainers {
    private final HostConnection host;
    private final ComposeProject project;
    private final ComposeCommands compose;
    private final Owner owner;

    public OneOffContainers(HostConnection host, ComposeCli cli, Owner owner) {
        this.host = host;
        this.owner = owner;
        this.project = new ComposeProject(host, cli, owner);
        this.compose = new ComposeCommands(cli, ProjectPaths.of(owner), owner.composeProject());
    }

    /** Those that were ever started. */
    public List<Container> list() {
        return project.containers().stream()
                .filter(container -> container.oneOff() && container.startedAt().isPresent())
                .toList();
    }

    /**
     * Starts the command and returns; does nothing if a container of that name was ever started. One that was made and not
     * started, by a call that did not come to its end, is made anew.
     *
     * @return false if it was started on the same occasion before, and somebody has removed it since: nobody knows its end
     * @throws HostOwnedByAnother when the project on this host belongs to another resource
     */
    public boolean start(OneOffRequest request) {
        project.directory().verifyOwner();
        // Compose 1 takes these in place of the labels of the file.
        var result = host.run(compose.runOnce(request.labelled(ComposeRenderer.OWNER_LABEL, owner.uid())));
        if (result.exitCode() == HostScripts.GONE) {
            return false;
        }
        require(result, "start " + request.name());
        return true;
    }

    /** Waits until the container's command has ended, or it is gone, or the limit is over. */
    public void await(String id, Duration limit) {
        var result = host.run(DockerCommands.await(id, limit));
        if (result.exitCode() != Wrapping.TIME_UP && !gone(result)) {
            require(result, "wait for a container");
        }
    }

    /** The last lines that it printed; the caller removes secrets. */
    public String tail(String id, int lines) {
        return project.logsTail(id, lines);
    }

    /** Ends a command: it is asked to, and killed after the grace. The container stays. */
    public void stop(Container container, Duration grace) {
        var result = host.run(compose.stop(List.of(container.id()), grace));
        if (!gone(result)) {
            require(result, "stop " + container.name());
        }
    }

    /** Removes a container whose command has ended. */
    public void remove(Container container) {
        project.stopAndRemove(List.of(container), Duration.ofSeconds(1));
    }

    private void require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw Failures.exception(host.display(), what, result, Code.OTHER);
        }
    }

    private static boolean gone(CommandResult result) {
        return result.stderr().contains("No such container");
    }
}
