package dev.stagecraft.cli.init.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Migrations of a database: a directory of SQL files, or a tool of the application.
 *
 * @param directory of the files, or where the tool is run
 * @param command of the tool; empty for files that the engine raw runs
 */
public record FoundMigrations(String directory, List<String> command) {
    private static final Set<String> USUAL =
            Set.of("migrations", "migration", "migrate", "drizzle", "sql", "db", "database", "schema", "flyway");

    private static final Pattern NUMBERED = Pattern.compile("(?:(\\d{1,18})(?:[_-].+)?|V(\\d{1,18})__.+)\\.sql");

    /** By a file that only this tool has: how it is run. */
    private static final Map<String, List<String>> TOOLS = new TreeMap<>(Map.of(
            "prisma/schema.prisma", List.of("npx", "prisma", "migrate", "deploy"),
            "alembic.ini", List.of("alembic", "upgrade", "head"),
            "manage.py", List.of("python", "manage.py", "migrate", "--noinput"),
            "bin/rails", List.of("bin/rails", "db:migrate"),
            "knexfile.js", List.of("npx", "knex", "migrate:latest"),
            "knexfile.ts", List.of("npx", "knex", "migrate:latest")));

    public FoundMigrations {
        command = List.copyOf(command);
    }

    /** What was found, and sentences about what looks like migrations and cannot be run. */
    public record Listing(List<FoundMigrations> found, List<String> remarks) {
        public Listing {
            found = List.copyOf(found);
            remarks = List.copyOf(remarks);
        }
    }

    static Listing in(ProjectFiles files) {
        var byDirectory = new TreeMap<String, List<String>>();
        files.paths().stream()
                .filter(path -> path.endsWith(".sql"))
                .forEach(path -> byDirectory
                        .computeIfAbsent(ProjectFiles.parent(path), any -> new ArrayList<>())
                        .add(ProjectFiles.name(path)));
        var found = new ArrayList<FoundMigrations>();
        var remarks = new ArrayList<String>();
        byDirectory.forEach((directory, names) -> {
            if (isUsual(directory)
                    && names.stream().anyMatch(name -> NUMBERED.matcher(name).matches())) {
                fault(directory, names)
                        .ifPresentOrElse(remarks::add, () -> found.add(new FoundMigrations(directory, List.of())));
            }
        });
        TOOLS.forEach((marker, command) -> files.paths().stream()
                .filter(path -> path.equals(marker) || path.endsWith("/" + marker))
                .map(path -> path.substring(0, Math.max(0, path.length() - marker.length() - 1)))
                .forEach(directory -> found.add(new FoundMigrations(directory, command))));
        return new Listing(found, remarks);
    }

    private static boolean isUsual(String directory) {
        return List.of(directory.split("/")).stream().anyMatch(USUAL::contains);
    }

    /** As the engine refuses them; the first reason is enough. */
    private static Optional<String> fault(String directory, List<String> names) {
        var numbers = new HashMap<Long, String>();
        for (String name : names) {
            boolean undoes = name.endsWith(".down.sql")
                    && names.contains(name.substring(0, name.length() - ".down.sql".length()) + ".up.sql");
            Matcher numbered = NUMBERED.matcher(name);
            if (undoes) {
                continue;
            }
            if (!numbered.matches() || name.endsWith(".down.sql")) {
                return Optional.of(
                        "%s/%s is no migration that can be run: files are called 001_name.sql or V1__name.sql, each with a number of its own. Nothing of %s is in the resource; see spec/migrations.md."
                                .formatted(directory, name, directory));
            }
            long number = Long.parseLong(numbered.group(1) == null ? numbered.group(2) : numbered.group(1));
            String same = numbers.putIfAbsent(number, name);
            if (same != null) {
                return Optional.of(
                        "%1$s/%2$s and %1$s/%3$s have the same number, so nothing of %1$s is in the resource: give the newer one the next free number."
                                .formatted(directory, same, name));
            }
        }
        return Optional.empty();
    }
}
