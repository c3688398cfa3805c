package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project as far as it is known: what is the same everywhere, and its environments.
 *
 * @param registry host and path, without scheme
 * @param services policy by service, in the order of the Compose file
 * @param build where images are built, when that is not the cluster
 * @param secrets the provider of secrets beside the cluster, without the Secret, which differs by environment
 * @param configMaps what the operator does not read from Git
 * @param files of the project itself that init adds, by path, such as a Compose file
 */
public record Draft(
        String project,
        Optional<String> registry,
        Optional<Source> source,
        Compose compose,
        List<Service> services,
        Optional<App> backend,
        Optional<App> frontend,
        Optional<ObjectNode> build,
        List<Database> databases,
        Optional<Secrets> secrets,
        Ssh ssh,
        List<Environment> environments,
        List<ConfigMap> configMaps,
        List<NewFile> files) {
    public Draft {
        services = List.copyOf(services);
        databases = List.copyOf(databases);
        environments = List.copyOf(environments);
        configMaps = List.copyOf(configMaps);
        files = List.copyOf(files);
    }

    /** Where the project comes from: an https URL, and a branch or tag. */
    public record Source(String url, String ref) {}

    /**
     * The Compose file.
     *
     * @param path from the root of the repository
     * @param local the same from the directory that init works in
     * @param profiles the active ones
     */
    public record Compose(String path, String local, List<String> profiles) {
        public Compose {
            profiles = List.copyOf(profiles);
        }
    }

    /** What the resource says of a service, and why as far as that is not plain. */
    public record Service(String name, ObjectNode policy, List<String> comment) {
        public Service {
            comment = List.copyOf(comment);
        }
    }

    /** A backend or a frontend: who builds and runs which services. */
    public record App(String provider, List<String> services, ObjectNode config, List<String> comment) {
        public App {
            services = List.copyOf(services);
            comment = List.copyOf(comment);
        }
    }

    /**
     * A database with migrations.
     *
     * @param variable the variable of the environment that holds the connection string; empty where it has a Secret of its own
     * @param migrations as in the resource
     * @param directory of the files, from the directory that init works in; empty where the engine brings its own
     * @param example what a connection string looks like, without a password
     */
    public record Database(
            String name,
            Optional<String> variable,
            Optional<ObjectNode> migrations,
            Optional<String> directory,
            String example,
            List<String> comment) {
        public Database {
            comment = List.copyOf(comment);
        }
    }

    /** A provider of secrets and its configuration. */
    public record Secrets(String provider, ObjectNode config) {}

    /** How hosts are reached. */
    public record Ssh(String user, int port) {
        public static final Ssh DEFAULT = new Ssh("root", 22);
    }

    /**
     * Copies of files that the base makes a ConfigMap of.
     *
     * @param directory of the copies, below the base; empty for the base itself
     * @param origin where the files are from, as people copy them again
     * @param files by name
     */
    public record ConfigMap(String name, String directory, String origin, SortedMap<String, String> files) {
        public ConfigMap {
            files = new TreeMap<>(files);
        }
    }

    /** A file beside the resource. */
    public record NewFile(String path, String content) {}
}
