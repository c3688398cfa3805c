package dev.stagecraft.cli.init.detect;

import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a resource needs and that the operator cannot read from Git. */
public final class Copying {
    private final Findings findings;
    private final FoundCompose compose;
    private final Optional<String> written;

    /** @param written the Compose file that init writes itself, where there was none */
    Copying(Findings findings, FoundCompose compose, Optional<String> written) {
        this.findings = findings;
        this.compose = compose;
        this.written = written;
    }

    /** What is left out of the copies though the Compose file is read from it. */
    static List<String> remarks(FoundCompose compose) {
        return compose.parts().stream()
                .filter(path -> !copied(compose, path))
                .map(path -> compose.dotenv().contains(path)
                        ? "%s reads %s, whose values are not copied into a ConfigMap. Put its variables into the Secret; an env_file of a service is written as {path: %s, required: false}."
                                .formatted(compose.path(), path, path)
                        : "%s reads %s, which is not copied, as a ConfigMap has no directories. Move it beside %s, or give the project a Git remote."
                                .formatted(compose.path(), path, compose.path()))
                .toList();
    }

    /** A key of a ConfigMap has no slash, and values of a dotenv file are for a Secret. */
    private static boolean copied(FoundCompose compose, String path) {
        return path.matches("[A-Za-z0-9._-]+") && !compose.dotenv().contains(path);
    }

    List<Draft.ConfigMap> configMaps(String project, List<Draft.Database> databases) {
        var names = new SecretNames(project);
        var paths = new ArrayList<String>();
        paths.add(compose.path());
        compose.overrides().values().forEach(override -> paths.add(override.path()));
        compose.parts().stream()
                .filter(path -> copied(compose, path) && !paths.contains(path))
                .forEach(paths::add);
        var files = new TreeMap<String, String>();
        paths.forEach(path -> files.put(ProjectFiles.name(path), copy(path, text(path))));
        var maps = new ArrayList<Draft.ConfigMap>();
        maps.add(new Draft.ConfigMap(names.compose(), "", String.join(" ", paths), files));
        maps.addAll(migrations(project, findings.files(), databases));
        return maps;
    }

    /** Of databases whose migrations are in a directory. */
    public static List<Draft.ConfigMap> migrations(String project, ProjectFiles files, List<Draft.Database> databases) {
        var names = new SecretNames(project);
        var maps = new ArrayList<Draft.ConfigMap>();
        for (Draft.Database database : databases) {
            database.directory().ifPresent(directory -> {
                String name = names.migrations(database.name());
                maps.add(new Draft.ConfigMap(name, name, directory + "/*.sql", scripts(files, directory)));
            });
        }
        return maps;
    }

    private static SortedMap<String, String> scripts(ProjectFiles files, String directory) {
        var scripts = new TreeMap<String, String>();
        files.paths().stream()
                .filter(path ->
                        path.endsWith(".sql") && ProjectFiles.parent(path).equals(directory))
                .forEach(path -> scripts.put(ProjectFiles.name(path), copy(path, files.text(path))));
        return scripts;
    }

    /** One file less would be another application, and another schema. */
    private static String copy(String path, Optional<String> text) {
        return text.orElseThrow(() -> new UnreadableProject(
                "%s cannot be copied into a ConfigMap, and nothing was written: it is larger than 1 MiB, or no text in UTF-8. Write it anew, or give the project a Git remote."
                        .formatted(path)));
    }

    private Optional<String> text(String path) {
        return path.equals(compose.path()) && written.isPresent()
                ? written
                : findings.files().text(path);
    }
}
