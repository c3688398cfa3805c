package dev.stagecraft.cli.dev;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The processes of this machine. Where there is {@code /proc} it tells sessions, environments and zombies; elsewhere only what Java
 * knows of descendants is found.
 */
final class Machine {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int SESSION = 3;

    private Machine() {}

    /** Living processes of that session, or with that entry in the environment that they were started with. */
    static List<ProcessHandle> of(long session, String marker) {
        return found(process -> process.session().orElse(-1) == session || process.hasEnvironment(marker::equals));
    }

    /** Living processes that were started with an entry that begins so. */
    static List<ProcessHandle> marked(String prefix) {
        return found(process -> process.hasEnvironment(entry -> entry.startsWith(prefix)));
    }

    /** False for a process that has ended and waits for somebody to ask how. */
    static boolean lives(ProcessHandle handle) {
        return handle.isAlive() && new Entry(PROC.resolve(Long.toString(handle.pid()))).lives();
    }

    private static List<ProcessHandle> found(Predicate<Entry> wanted) {
        var handles = new ArrayList<ProcessHandle>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path directory : all) {
                var entry = new Entry(directory);
                if (wanted.test(entry) && entry.lives()) {
                    ProcessHandle.of(Long.parseLong(directory.getFileName().toString()))
                            .ifPresent(handles::add);
                }
            }
        } catch (IOException _) {
            // A machine without /proc.
            return List.of();
        }
        return handles;
    }

    /** One directory of {@code /proc}; what cannot be read belongs to somebody else or is gone. */
    private record Entry(Path directory) {
        /** The fields behind the name of the program, which may hold anything. */
        private Optional<String[]> fields() {
            try {
                String text = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
                return Optional.of(
                        text.substring(text.lastIndexOf(')') + 1).strip().split(" "));
            } catch (IOException _) {
                return Optional.empty();
            }
        }

        boolean lives() {
            return fields().map(fields -> !fields[STATE].equals("Z") && !fields[STATE].equals("X"))
                    .orElse(!Files.isDirectory(PROC.resolve("self")));
        }

        OptionalLong session() {
            return fields().map(fields -> OptionalLong.of(Long.parseLong(fields[SESSION])))
                    .orElse(OptionalLong.empty());
        }

        boolean hasEnvironment(Predicate<String> wanted) {
            try {
                String text = Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
                return Stream.of(text.split("\0")).anyMatch(wanted);
            } catch (IOException _) {
                return false;
            }
        }
    }
}
