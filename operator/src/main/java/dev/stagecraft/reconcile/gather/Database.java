package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.provider.migration.MigrationEngine;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A database with migrations, as the resource declares it.
 *
 * @param path where its migrations are declared, such as {@code spec.databases.main.migrations}
 * @param config the engine's own, which the engine found no fault in
 * @param url the connection string
 * @param via the role whose hosts the database is reached through
 */
public record Database(
        String name,
        String path,
        MigrationStrategy strategy,
        MigrationEngine engine,
        JsonNode config,
        Secret url,
        Source source,
        Optional<String> via) {

    /** Where its files are. */
    public sealed interface Source {
        /** What several databases can have their files in. */
        record Repository(String url, String ref) {}

        /** The repository that the files are in, if they are in one. */
        default Optional<Repository> repository() {
            return Optional.empty();
        }

        /** Whether what is run comes with the release's image. */
        default boolean ofAnImage() {
            return false;
        }

        /** In a ConfigMap, which was read. */
        record Listed(List<MigrationFile> files) implements Source {
            public Listed {
                files = List.copyOf(files);
            }
        }

        /** In a directory of a Git repository. */
        record InGit(GitLocation location, String directory) implements Source {
            @Override
            public Optional<Repository> repository() {
                return Optional.of(new Repository(location.url(), location.ref()));
            }
        }

        /** In a directory of the image of a service. */
        record InImage(String service, String directory) implements Source {
            @Override
            public boolean ofAnImage() {
                return true;
            }
        }

        /** In whatever the engine runs. */
        record Brought() implements Source {
            @Override
            public boolean ofAnImage() {
                return true;
            }
        }
    }

    /** Changes when the connection string does and says nothing else. */
    public String fingerprint(Secret key) {
        return new Environment(new TreeMap<>(Map.of("url", url)), Set.of()).fingerprint(key);
    }

    @Override
    public String toString() {
        return "Database[" + name + ", " + engine.id() + ", " + strategy + "]";
    }
}
