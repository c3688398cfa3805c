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

    List<Draft.ConfigMap> configMaps(String project, List<Draft.Database> databases) {
        var names = new SecretNames(project);
        var paths = new ArrayList<String>();
        paths.add(compose.path());
        paths.addAll(compose.overrides().values());
        var files = new TreeMap<String, String>();
        paths.forEach(path -> text(path).ifPresent(text -> files.put(ProjectFiles.name(path), text)));
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
                .forEach(path -> files.text(path).ifPresent(text -> scripts.put(ProjectFiles.name(path), text)));
        return scripts;
    }

    private Optional<String> text(String path) {
        return path.equals(compose.path()) && written.isPresent()
                ? written
                : findings.files().text(path);
    }
}
