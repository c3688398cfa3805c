package dev.stagecraft.cli.init.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a directory says of the project in it.
 *
 * @param directory its own name
 * @param prefix its path below the root of the repository; empty for the root itself
 * @param dev the command that runs what is in a directory while it is worked on, by directory
 * @param files what all this was read from
 * @param remarks what a person should know, in sentences
 */
public record Findings(
        String directory,
        String prefix,
        Optional<FoundCompose> compose,
        List<Dockerfile> dockerfiles,
        Optional<EncoreApp> encore,
        List<FoundMigrations> migrations,
        SortedMap<String, List<String>> dev,
        Optional<GitRemote> git,
        ProjectFiles files,
        List<String> remarks) {
    public Findings {
        dev = new TreeMap<>(dev);
        dockerfiles = List.copyOf(dockerfiles);
        migrations = List.copyOf(migrations);
        remarks = List.copyOf(remarks);
    }

    /** Where a directory is: its own name, and its path below the root of its repository. */
    public record Place(String directory, String prefix, Optional<GitRemote> git) {}

    /**
     * Looks at the files of a directory.
     *
     * @param wanted services that are released, also where only a profile starts them
     * @throws UnreadableProject if there is a Compose file that the operator would refuse as well
     */
    public static Findings of(Place place, ProjectFiles files, Set<String> wanted) {
        var compose = new ComposeFinder(files, wanted).find();
        var migrations = FoundMigrations.in(files);
        var remarks = new ArrayList<>(migrations.remarks());
        compose.ifPresent(found -> remarks(found, files, remarks));
        if (place.git().isEmpty()) {
            compose.map(Copying::remarks).ifPresent(remarks::addAll);
            remarks.add(
                    "No Git remote with an https or ssh URL was found, so nothing is built and spec.source is left out; images must be in the registry.");
        }
        return new Findings(
                place.directory(),
                place.prefix(),
                compose,
                Dockerfile.in(files),
                EncoreApp.in(files),
                migrations.found(),
                DevScript.in(files),
                place.git(),
                files,
                remarks);
    }

    private static void remarks(FoundCompose compose, ProjectFiles files, List<String> remarks) {
        compose.envFiles().stream()
                .filter(path -> EnvFileName.is(path) && EnvFileName.ignored(files, path))
                .forEach(path -> remarks.add(
                        "%s reads env_file %s, which is not in the repository, and the operator reads the repository. Write it as {path: %s, required: false}, and put its variables into the Secret."
                                .formatted(compose.path(), path, path)));
        compose.left()
                .forEach(service -> remarks.add(
                        "Service %s is left out, because only the profile %s starts it; add that to spec.compose.profiles to release it."
                                .formatted(service.name(), String.join(" or ", service.profiles()))));
    }

    /** A dotenv file that services read and that Git does not have: their variables belong into a Secret. */
    public Optional<String> envFile() {
        return compose.stream()
                .flatMap(found -> found.envFiles().stream())
                .filter(path -> git.isEmpty() || EnvFileName.is(path))
                .findFirst();
    }

    /** A path of the directory as a path of the repository. */
    public String inRepository(String path) {
        return Directories.below(prefix, path);
    }
}
