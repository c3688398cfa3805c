package dev.stagecraft.cli.init.detect;

import dev.stagecraft.cli.init.manifest.DatabaseNames;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application of Encore.ts, as its sources declare it. The provider reads them exactly when an image is built; this is for a
 * first configuration.
 *
 * @param directory the one with {@code encore.app}; empty for the root
 * @param databases name and directory of migrations, which may be empty
 * @param secrets names of variables that the application reads
 */
public record EncoreApp(String directory, List<Declared> databases, List<String> secrets) {
    private static final Pattern DATABASE =
            Pattern.compile("new\\s+SQLDatabase\\s*\\(\\s*[\"'`]([A-Za-z0-9_-]+)[\"'`]\\s*(?:,\\s*\\{([^}]*)})?");
    private static final Pattern MIGRATIONS = Pattern.compile("migrations\\s*:\\s*[\"'`]([^\"'`]+)[\"'`]");
    private static final Pattern SECRET =
            Pattern.compile("\\bsecret\\s*\\(\\s*[\"'`]([A-Za-z_][A-Za-z0-9_]*)[\"'`]\\s*\\)");

    public EncoreApp {
        databases = List.copyOf(databases);
        secrets = List.copyOf(secrets);
    }

    /**
     * A database that the sources declare.
     *
     * @param called its name below {@code spec.databases}, where not every name of Encore's can stand
     */
    public record Declared(String name, String called, String migrations) {}

    static Optional<EncoreApp> in(ProjectFiles files) {
        return files.named("encore.app").stream()
                .findFirst()
                .map(ProjectFiles::parent)
                .map(directory -> read(files, directory));
    }

    private static EncoreApp read(ProjectFiles files, String directory) {
        var databases = new TreeMap<String, String>();
        var secrets = new TreeSet<String>();
        files.paths().stream()
                .filter(path -> directory.isEmpty() || path.startsWith(directory + "/"))
                .filter(path -> path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.endsWith(".d.ts"))
                .forEach(path -> {
                    String text = files.text(path).orElse("");
                    Matcher database = DATABASE.matcher(text);
                    while (text.contains("encore.dev/storage/sqldb") && database.find()) {
                        String options = database.group(2) == null ? "" : database.group(2);
                        Matcher migrations = MIGRATIONS.matcher(options);
                        String where = migrations.find()
                                ? Directories.below(ProjectFiles.parent(path), migrations.group(1))
                                : "";
                        databases.putIfAbsent(database.group(1), where);
                    }
                    Matcher secret = SECRET.matcher(text);
                    while (text.contains("encore.dev/config") && secret.find()) {
                        secrets.add(secret.group(1));
                    }
                });
        List<Declared> declared = new DatabaseNames()
                .fit(databases.keySet()).entrySet().stream()
                        .map(name ->
                                new Declared(name.getKey(), name.getValue(), databases.getOrDefault(name.getKey(), "")))
                        .toList();
        return new EncoreApp(directory, declared, List.copyOf(secrets));
    }
}
