package dev.stagecraft.provider.migration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs programs of the application itself for the migrations of one database: each in a container of the release's image, with
 * the release's environment, on one of its hosts. What it says of its own in exceptions is cleaned of secrets.
 */
public interface OneOff {
    /** For engines that run nothing of the application. */
    OneOff NONE = known(Map.of(), List.of());

    /** Knows the release and runs nothing: what a plan needs. */
    static OneOff known(Map<String, String> images, List<String> recorded) {
        return new KnownOnly(images, recorded);
    }

    /** The pinned image of a service of the release; empty when it has no such service. */
    Optional<String> image(String service);

    /** The database's migrations that the cluster's own record, which outlives every host, has as done; the newest last. */
    List<String> recorded();

    /**
     * What runs are started for: the same over every retry and restart of a step, another one each time that a person or a new
     * release asks. A run that failed is only tried again on another occasion.
     */
    String occasion();

    /**
     * Every run of this database that ever began and was not removed, on any host.
     *
     * @throws MigrationException {@code CONNECTION_FAILED} if a host cannot be asked, because then nobody knows
     */
    List<Run> runs();

    /**
     * Begins the program and returns. While there is a run of that migration on the host this does nothing.
     *
     * @return false if it began on this occasion before, and its run is gone: nobody knows the end
     * @throws MigrationException if it did not begin, or it is not known whether it did
     */
    boolean start(Program program);

    /** Waits until the run has ended, at most that long. */
    void await(Run run, Duration limit);

    /** The last lines that it printed, cleaned of secrets; empty when there is nothing to be had. */
    String tail(Run run);

    /** Removes a run that has ended. */
    void remove(Run run);

    /**
     * What to run.
     *
     * @param migration its id
     * @param key short, unique for the id, in letters and digits: part of the container's name
     * @param service whose image, environment, networks and volumes it gets
     * @param command words for the image's entrypoint
     */
    record Program(String migration, String key, String service, List<String> command) {
        public Program {
            requireNonNull(migration, "migration");
            requireNonNull(key, "key");
            requireNonNull(service, "service");
            command = List.copyOf(command);
        }
    }

    /**
     * A run that began.
     *
     * @param container its name
     * @param exitCode meaningless before the end
     */
    record Run(String migration, String occasion, String host, String container, boolean ended, int exitCode) {
        public Run {
            requireNonNull(migration, "migration");
            requireNonNull(occasion, "occasion");
            requireNonNull(host, "host");
            requireNonNull(container, "container");
        }

        /** Whether it did what it was started for. */
        public boolean succeeded() {
            return ended && exitCode == 0;
        }
    }
}
