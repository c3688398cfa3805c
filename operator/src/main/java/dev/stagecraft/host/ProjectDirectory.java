package dev.stagecraft.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.command.Command;
import dev.stagecraft.command.CommandResult;
import dev.stagecraft.compose.ShippedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The directory of one project on one host: the owner's marker, the files of each release, and which release is current.
 * Every write is atomic and can be repeated.
 */
public final class ProjectDirectory {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HostConnection host;
    private final Owner owner;
    private final ProjectPaths paths;

    public ProjectDirectory(HostConnection host, Owner owner) {
        this.host = host;
        this.owner = owner;
        this.paths = ProjectPaths.of(owner);
    }

    /**
     * Makes the directory ours. A marker of the same resource under another uid (the cluster was restored) is taken over.
     *
     * @throws HostOwnedByAnother when the marker names another resource; nothing is changed then
     */
    public void claim() {
        var marker = RemoteFile.secret(paths.owner(), HostScripts.text(json(owner)));
        var created = host.run(HostScripts.create(marker));
        if (created.exitCode() == HostScripts.EXISTS) {
            if (!verifyOwner().equals(Optional.of(owner))) {
                host.put(marker);
            }
        } else {
            require(created, "mark the directory " + paths.base());
        }
    }

    /**
     * Who the marker names; empty without a marker.
     *
     * @throws HostOwnedByAnother when it names another resource
     */
    public Optional<Owner> verifyOwner() {
        var found = read(paths.owner()).map(this::parseOwner);
        found.filter(other -> !other.uid().equals(owner.uid()) && !other.sameResource(owner))
                .ifPresent(other -> {
                    throw new HostOwnedByAnother(host.display(), paths.base(), other);
                });
        return found;
    }

    /** Writes all files of a release; the record last, so that a release with a record is complete. */
    public void write(ReleaseFiles files) {
        var release = files.release();
        ship(files.shipped());
        host.put(RemoteFile.secret(paths.compose(release), HostScripts.text(files.compose())));
        host.put(RemoteFile.secret(paths.envOverride(release), files.envOverride()));
        host.put(RemoteFile.secret(paths.envShell(release), files.envShell()));
        host.put(RemoteFile.secret(paths.record(release), HostScripts.text(files.record())));
    }

    /**
     * Only root gets to the directories, but whoever is in a container that mounts one may read it. What is there already is left
     * alone: it is named by its content, and a container that may write there could have put links in the way of ours.
     */
    private void ship(List<ShippedFile> files) {
        if (files.isEmpty()) {
            return;
        }
        var there = names(paths.files());
        var missing = new TreeMap<String, List<ShippedFile>>();
        files.stream()
                .filter(file -> !there.contains(file.directory()))
                .forEach(file -> missing.computeIfAbsent(file.directory(), _ -> new ArrayList<>())
                        .add(file));
        missing.forEach((directory, contents) -> {
            var part = paths.unpacked(directory);
            run(HostScripts.remove(List.of(part)), "remove what a crash left of the files of a release");
            for (var file : contents) {
                host.put(new RemoteFile(part + "/" + file.name(), file.content(), file.executable() ? 0555 : 0444));
            }
            run(HostScripts.open(part, paths.shipped(directory)), "open the files of a release to containers");
        });
    }

    /** The record of a release as it was written; empty when the release is not here or not complete. */
    public Optional<String> record(String release) {
        return read(paths.record(release));
    }

    /** The release that was marked last. */
    public Optional<String> currentRelease() {
        return read(paths.current()).map(String::strip).filter(text -> !text.isEmpty());
    }

    public void markCurrent(String release) {
        var content = HostScripts.text(ReleaseFiles.requireRelease(release) + "\n");
        host.put(RemoteFile.secret(paths.current(), content));
    }

    /** Ids of the releases that have a directory, oldest first by name. */
    public List<String> releases() {
        return names(paths.releases());
    }

    private List<String> names(String directory) {
        var result = host.run(HostScripts.list(directory));
        return result.exitCode() == HostScripts.ABSENT
                ? List.of()
                : require(result, "list " + directory).stdout().lines().sorted().toList();
    }

    /** Removes the oldest releases until {@code keep} (at least 1) are left; the current one always stays. */
    public void prune(int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException("keep must be at least 1: " + keep);
        }
        var current = currentRelease();
        var old = releases().stream()
                .sorted(Comparator.reverseOrder())
                .skip(keep)
                .filter(release -> !current.equals(Optional.of(release)))
                .map(paths::release)
                .toList();
        if (!old.isEmpty()) {
            run(HostScripts.remove(old), "remove old releases");
            run(HostScripts.sweep(paths.base()), "remove files that no release mounts");
        }
    }

    /** Removes the directory and with it the claim. */
    public void remove() {
        verifyOwner();
        run(HostScripts.remove(List.of(paths.base())), "remove the directory " + paths.base());
    }

    ProjectPaths paths() {
        return paths;
    }

    private Optional<String> read(String path) {
        var result = host.run(HostScripts.read(path));
        return result.exitCode() == HostScripts.ABSENT
                ? Optional.empty()
                : Optional.of(require(result, "read " + path).stdout());
    }

    private void run(Command command, String what) {
        require(host.run(command), what);
    }

    private CommandResult require(CommandResult result, String what) {
        if (!result.succeeded()) {
            throw HostCommandException.of(host.display(), what, result);
        }
        return result;
    }

    private Owner parseOwner(String text) {
        try {
            return JSON.readValue(text, Owner.class);
        } catch (JsonProcessingException broken) {
            throw new HostNotUsable(
                    ("The file %s on host %s is not an owner marker of Stagecraft, so the directory is left "
                                    + "alone. Look at it, and remove it if nothing else needs it.")
                            .formatted(paths.owner(), host.display()));
        }
    }

    private static String json(Owner owner) {
        try {
            return JSON.writeValueAsString(owner);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an owner is plain text", impossible);
        }
    }
}
