package dev.stagecraft.cli.dev;

import dev.stagecraft.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a project that runs here, in a directory that only its owner can open. One run at a time has it. */
final class RunDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private RunDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @param state where programs keep what they do, as {@code XDG_STATE_HOME} says it
     * @throws CommandFailure where another run has it, or it cannot be written
     */
    static RunDirectory take(Path state, String project) {
        Path path = state.resolve("stagecraft").resolve("dev").resolve(project);
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = locked(channel);
            if (lock == null) {
                channel.close();
                throw CommandFailure.of("%s runs here already in another terminal; stop it there with Ctrl-C first."
                        .formatted(project));
            }
            return new RunDirectory(path, channel);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static CommandFailure unusable(Path path, IOException fault) {
        return new KeptFiles(path, Homes.STATE).refused(fault);
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    Path path() {
        return path;
    }

    /**
     * What tells the processes of this project's runs from all others of this machine. No path, as each locale has its own bytes
     * for one that is not of ASCII.
     */
    String mark() {
        return mark(path);
    }

    /** The mark of runs whose directory that is. */
    static String mark(Path path) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            byte[] hash = digest.digest(path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /**
     * Writes a file that only its owner can read.
     *
     * @throws CommandFailure where it cannot be written
     */
    Path write(String name, String text) {
        Path file = path.resolve(name);
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            Files.newByteChannel(
                            file,
                            options,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    .close();
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
