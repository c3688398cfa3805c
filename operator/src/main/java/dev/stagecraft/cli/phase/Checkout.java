package dev.stagecraft.cli.phase;

import dev.stagecraft.command.CommandResult;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.provider.secrets.Workplace;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A directory that a person works in. What is to be written is kept until {@link #commit}, so that it can be shown before. */
final class Checkout implements Workplace {
    private final Path root;
    private final CommandRunner programs;
    private final Map<String, Secret> written = new TreeMap<>();

    /** @param rehearsal whether programs that would be given a secret are not run, and count as done */
    Checkout(Path root, CommandRunner programs, boolean rehearsal) {
        this.root = root;
        this.programs = rehearsal
                ? command -> command.stdin().isPresent() ? new CommandResult(0, "", "", false) : programs.run(command)
                : programs;
    }

    @Override
    public Optional<Secret> read(String path) throws IOException {
        var file = root.resolve(path);
        return Files.exists(file) ? Optional.of(Secret.of(Files.readAllBytes(file))) : Optional.empty();
    }

    @Override
    public void write(String path, Secret content) {
        written.put(path, content);
    }

    /** What is to be written, by path. */
    Map<String, Secret> written() {
        return Map.copyOf(written);
    }

    /** Writes it: beside the file first, so that no reader sees a half and nobody else can read any of it. */
    void commit() throws IOException {
        for (var entry : written.entrySet()) {
            var file = root.resolve(entry.getKey());
            var directory = Optional.ofNullable(file.getParent()).orElse(root);
            Files.createDirectories(directory);
            var only = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var fresh = Files.createTempFile(directory, ".stagecraft-", ".tmp", only);
            try {
                Files.write(fresh, entry.getValue().revealBytes());
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
    }

    @Override
    public CommandRunner programs() {
        return programs;
    }
}
