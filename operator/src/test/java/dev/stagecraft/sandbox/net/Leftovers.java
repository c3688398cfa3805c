package dev.stagecraft.sandbox.net;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What can outlive the processes of a run: control groups and the directories of the Docker Engines. Both carry the mark of
 * their owner in their name, and only such names are ever touched.
 */
final class Leftovers {

    private static final Path STATE = Path.of("/var/tmp");
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private Leftovers() {}

    /** A new directory on disk for the state of one set of hosts. */
    static Path stateDirectory(Owner owner) {
        try {
            return Files.createTempDirectory(STATE, owner.mark() + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot hold the state of the real hosts.".formatted(STATE), e);
        }
    }

    /** The control group, below every controller's root, that all containers of a host belong to. */
    static String cgroup(Path state, String host) {
        return state.getFileName() + "-" + host;
    }

    /** Removes what belongs to owners that are gone. */
    static void sweep() {
        Predicate<Path> stale = path ->
                Owner.ofMark(path.getFileName().toString()).filter(Owner::gone).isPresent();
        remove(list(STATE, stale), cgroups(stale));
    }

    /** Removes one set of hosts' state; its processes have ended. */
    static void remove(Path state) {
        String name = state.getFileName().toString();
        remove(List.of(state), cgroups(path -> path.getFileName().toString().startsWith(name + "-")));
    }

    /** What an owner has left on disk and in control groups; for the test that nothing is. */
    static List<Path> of(Owner owner) {
        Predicate<Path> own = path -> path.getFileName().toString().startsWith(owner.mark() + "-");
        return Stream.concat(list(STATE, own).stream(), cgroups(own).stream()).toList();
    }

    private static void remove(List<Path> states, List<Path> cgroups) {
        states.forEach(state ->
                Tool.run("rm", "-rf", "--one-file-system", state.toString()).orFail());
        cgroups.forEach(Leftovers::removeGroup);
    }

    /** Below the root with version 2, below each controller with version 1. */
    private static List<Path> cgroups(Predicate<Path> wanted) {
        return Stream.concat(Stream.of(CGROUPS), list(CGROUPS, Files::isDirectory).stream())
                .flatMap(controller -> list(controller, wanted).stream())
                .distinct()
                .toList();
    }

    private static void removeGroup(Path group) {
        try (Stream<Path> tree = Files.walk(group)) {
            tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).forEach(Leftovers::delete);
        } catch (IOException e) {
            throw new UncheckedIOException("The control group %s cannot be read.".formatted(group), e);
        }
    }

    /** A control group can be busy for a moment after its last process has ended. */
    private static void delete(Path group) {
        await("the control group " + group + " to be free")
                .atMost(Duration.ofSeconds(10))
                .ignoreException(IOException.class)
                .until(() -> Files.deleteIfExists(group) || Files.notExists(group));
    }

    private static List<Path> list(Path directory, Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(wanted).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be listed.".formatted(directory), e);
        }
    }
}
