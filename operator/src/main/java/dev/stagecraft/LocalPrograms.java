package dev.stagecraft;

import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.CommandRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs on this machine, in one directory and with the environment of this process. */
final class LocalPrograms implements CommandRunner {
    private static final int NOT_FOUND = 127;
    private static final int KILLED = 137;

    private final Path directory;

    LocalPrograms(Path directory) {
        this.directory = directory;
    }

    /** As in a shell, the exit code of a program that is not there is 127. */
    @Override
    public CommandResult run(Command command) {
        Process process;
        try {
            process = new ProcessBuilder(command.argv())
                    .directory(directory.toFile())
                    .start();
        } catch (IOException missing) {
            return new CommandResult(NOT_FOUND, "", command.program() + " cannot be started", false);
        }
        var out = kept(process.getInputStream(), command.outputLimit());
        var err = kept(process.getErrorStream(), command.outputLimit());
        feed(process, command);
        boolean ended = await(process, command);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var stdout = out.join();
        var stderr = err.join();
        return new CommandResult(
                ended ? process.exitValue() : KILLED,
                stdout.text(),
                ended ? stderr.text() : command.program() + " took longer than " + command.timeout(),
                stdout.truncated() || stderr.truncated());
    }

    private static boolean await(Process process, Command command) {
        try {
            return process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private record Kept(String text, boolean truncated) {}

    private static CompletableFuture<Kept> kept(InputStream stream, int limit) {
        var kept = new CompletableFuture<Kept>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                var head = stream.readNBytes(limit);
                long more = stream.transferTo(OutputStream.nullOutputStream());
                kept.complete(new Kept(new String(head, StandardCharsets.UTF_8), more > 0));
            } catch (IOException broken) {
                kept.complete(new Kept("", true));
            }
        });
        return kept;
    }

    private static void feed(Process process, Command command) {
        Thread.ofVirtual().start(() -> {
            try (var stdin = process.getOutputStream()) {
                if (command.stdin().isPresent()) {
                    stdin.write(command.stdin().get().revealBytes());
                }
            } catch (IOException _) {
                // A program that does not read its input says with its exit code what it thinks of it.
            }
        });
    }
}
