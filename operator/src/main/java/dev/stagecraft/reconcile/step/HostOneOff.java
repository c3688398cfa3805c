package dev.stagecraft.reconcile.step;

import dev.stagecraft.host.Container;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostCommandException;
import dev.stagecraft.host.HostException;
import dev.stagecraft.host.OneOffContainers;
import dev.stagecraft.host.OneOffRequest;
import dev.stagecraft.host.Owner;
import dev.stagecraft.provider.migration.MigrationException;
import dev.stagecraft.provider.migration.MigrationException.Code;
import dev.stagecraft.provider.migration.MigrationReason;
import dev.stagecraft.provider.migration.OneOff;
import dev.stagecraft.secret.Sanitizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs of one database as containers on the hosts of a release. Every host is asked before one is begun, because another host may
 * have been chosen the last time.
 */
public final class HostOneOff implements OneOff {
    /** Which database a run migrates. */
    static final String DATABASE_LABEL = "dev.stagecraft.database";

    /** The id of the migration. */
    static final String MIGRATION_LABEL = "dev.stagecraft.migration";

    /** The occasion. */
    static final String RELEASE_LABEL = "dev.stagecraft.release";

    private final HostSessions sessions;
    private final Owner owner;
    private final String database;
    private final Release release;
    private final Collection<HostAddress> hosts;
    private final Function<String, Optional<HostAddress>> place;

    /**
     * What is being released.
     *
     * @param id whose files are on the hosts
     * @param images service to pinned image
     * @param recorded ids of the database's migrations that status and stored releases have as done
     * @param sanitizer knows every secret that a container may print
     */
    public record Release(
            String id, String occasion, Map<String, String> images, List<String> recorded, Sanitizer sanitizer) {
        public Release {
            images = Map.copyOf(images);
            recorded = List.copyOf(recorded);
        }
    }

    /**
     * @param hosts all that may have a run
     * @param place the host among them on which a service's program is begun
     */
    HostOneOff(
            HostSessions sessions,
            Owner owner,
            String database,
            Release release,
            Collection<HostAddress> hosts,
            Function<String, Optional<HostAddress>> place) {
        this.sessions = sessions;
        this.owner = owner;
        this.database = database;
        this.release = release;
        this.hosts = List.copyOf(hosts);
        this.place = place;
    }

    @Override
    public Optional<String> image(String service) {
        return Optional.ofNullable(release.images().get(service));
    }

    @Override
    public List<String> recorded() {
        return release.recorded();
    }

    @Override
    public String occasion() {
        return release.occasion();
    }

    @Override
    public List<Run> runs() {
        var runs = new ArrayList<Run>();
        for (var host : hosts) {
            runs.addAll(on(
                    host,
                    containers -> containers.list().stream()
                            .filter(container ->
                                    database.equals(container.labels().get(DATABASE_LABEL)))
                            .map(container -> run(host, container))
                            .toList()));
        }
        return runs;
    }

    @Override
    public boolean start(Program program) {
        var host = place.apply(program.service())
                .orElseThrow(() -> new MigrationException(
                        Code.CONNECTION_FAILED,
                        MigrationReason.CONNECTION_FAILED,
                        "No host of the role of service %s is ready to run '%s'; it is tried again."
                                .formatted(program.service(), String.join(" ", program.command()))));
        var request = OneOffRequest.of(
                release.id(),
                "%s-migrate-%s-%s".formatted(owner.composeProject(), database, program.key()),
                release.occasion(),
                program.service(),
                Map.of(
                        DATABASE_LABEL, database,
                        MIGRATION_LABEL, program.migration(),
                        RELEASE_LABEL, release.occasion()),
                program.command());
        return on(host, containers -> containers.start(request));
    }

    @Override
    public void await(Run run, Duration limit) {
        on(run, containers -> {
            containers.await(run.container(), limit);
            return run;
        });
    }

    @Override
    public String tail(Run run) {
        var said = on(run, containers -> containers.tail(run.container(), LastWords.LINES));
        return release.sanitizer().clean(LastWords.of(said));
    }

    @Override
    public void remove(Run run) {
        on(run, containers -> {
            containers.list().stream()
                    .filter(container -> container.name().equals(run.container()))
                    .forEach(containers::remove);
            return run;
        });
    }

    private static Run run(HostAddress host, Container container) {
        boolean ended = container.state() == Container.State.EXITED || container.state() == Container.State.DEAD;
        return new Run(
                container.labels().getOrDefault(MIGRATION_LABEL, ""),
                container.labels().getOrDefault(RELEASE_LABEL, ""),
                host.host(),
                container.name(),
                ended,
                container.exitCode());
    }

    private <T> T on(Run run, Function<OneOffContainers, T> work) {
        var host = hosts.stream()
                .filter(candidate -> candidate.host().equals(run.host()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no host " + run.host()));
        return on(host, work);
    }

    private <T> T on(HostAddress host, Function<OneOffContainers, T> work) {
        try {
            return sessions.with(
                    host,
                    session -> work.apply(new OneOffContainers(
                            session.connection(), session.facts().compose(), owner)));
        } catch (HostException e) {
            throw failure(true, e);
        } catch (HostCommandException e) {
            throw failure(e.retryable(), e);
        }
    }

    private MigrationException failure(boolean passes, RuntimeException e) {
        var sentence = release.sanitizer().clean(String.valueOf(e.getMessage()));
        return passes
                ? new MigrationException(Code.CONNECTION_FAILED, MigrationReason.CONNECTION_FAILED, sentence)
                : new MigrationException(Code.MIGRATION_FAILED, MigrationReason.MIGRATION_FAILED, sentence);
    }
}
