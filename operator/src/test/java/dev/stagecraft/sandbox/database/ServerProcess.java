package dev.stagecraft.sandbox.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server that runs as somebody other than root in a directory of its own; both go when the JVM does. */
final class ServerProcess {
    private static final int INSTALL_SECONDS = 180;
    private static final int STOP_SECONDS = 10;
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final String user;

    ServerProcess(String name, String user) {
        this.user = user;
        try {
            this.directory = Files.createTempDirectory("stagecraft-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (ROOT) {
            finish(List.of("chown", user, directory.toString()));
        }
    }

    Path directory() {
        return directory;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Database servers refuse to run as root, or would own files as root. */
    private List<String> asUser(List<String> command) {
        if (!ROOT) {
            return command;
        }
        var whole = new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups", "--"));
        whole.addAll(command);
        return whole;
    }

    /** Runs a command that ends by itself, as the server's user. */
    void prepare(List<String> command) {
        finish(asUser(command));
    }

    private void finish(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        String.join(" ", command) + " did not succeed:\n" + Files.readString(logFile()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts the server itself; it ends with the JVM, even with one that is killed. */
    Process start(List<String> command) {
        return start(List.of(), command);
    }

    /** The same where another command, as root, leads first. */
    Process start(List<String> leading, List<String> command) {
        Path script = Path.of(System.getProperty("stagecraft.root", ".."), "operator/src/test/sh/stop-with-parent")
                .toAbsolutePath();
        var whole = new ArrayList<>(List.of("sh", script.toString()));
        whole.addAll(leading);
        whole.addAll(asUser(command));
        try {
            Process process = new ProcessBuilder(whole)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return directory.resolveSibling(directory.getFileName() + ".log");
    }

    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the server and removes its directory; a second time does nothing. */
    void stop(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            try (var files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(logFile());
        } catch (IOException e) {
            // A file that goes while it is looked at; the directory is a temporary one.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
