package dev.stagecraft.host;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.CommandRunner;
import java.util.List;
import java.util.Optional;

/**
 * One open connection. Commands may run in parallel; all of them end when the connection is closed. It does not reconnect:
 * after a {@link HostException} that is {@code CONNECTION_LOST} a new one is needed.
 */
public interface HostConnection extends CommandRunner, AutoCloseable {

    /** The host's name and endpoint, for messages. */
    String display();

    /** Whether commands can still be sent, as far as this side knows. */
    boolean isOpen();

    /** @throws HostException when the command did not run to its end */
    @Override
    CommandResult run(Command command);

    /**
     * As {@link #run}, for input that is too long to be held; it takes the place of the command's own. A program may end before it
     * has read everything. Whether it got all is for the program to find out: the end of the input looks like a connection that
     * broke.
     *
     * @throws java.io.UncheckedIOException when the source failed; the program was ended, or saw the end of its input
     * @throws HostException when the command did not run to its end
     */
    CommandResult send(Command command, InputSource input);

    /**
     * Starts a program whose streams are the caller's, without limits: for people, who end what takes too long. It is not ended by
     * the end of the connection, unless it heeds its input or terminal.
     *
     * @param argv the words; without any the user's login shell
     * @param terminal what the program is to find on its three streams in place of pipes
     * @throws HostException when it could not be started
     */
    RunningProgram start(List<String> argv, Optional<TerminalShape> terminal);

    /**
     * Writes a file so that readers see the old content or the new, never a part. Directories that are missing are
     * created for the owner only. The content travels on standard input and its length is checked on the host, so a
     * connection that breaks leaves the old file.
     *
     * @throws HostCommandException when the host could not write it
     */
    default void put(RemoteFile file) {
        var result = run(HostScripts.put(file));
        if (!result.succeeded()) {
            throw HostCommandException.of(display(), "write " + file.path(), result);
        }
    }

    /**
     * Opens a way to {@code host:port} as the host sees them, and connects once to find out whether it leads there. More
     * connections than one can go through it.
     *
     * @throws HostException with {@code FORWARDING_REFUSED} when the host does not forward, {@code TARGET_UNREACHABLE} when it
     *     does not get there
     */
    Tunnel forward(String host, int port);

    @Override
    void close();
}
