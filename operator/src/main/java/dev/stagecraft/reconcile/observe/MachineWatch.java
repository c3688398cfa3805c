package dev.stagecraft.reconcile.observe;

import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.reconcile.gather.Cloud;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.Sightings.Sighting;
import dev.stagecraft.release.State;
import dev.stagecraft.status.Assessment.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the machines of a resource: one listing an interval, and one call more for each known machine that it lacks. */
public final class MachineWatch {
    /** A question is asked anew when the account changes: another token sees other machines. */
    private record Key(String uid, String account) {}

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final Lookups<Key, Listing> lookups;

    /** Asks through the given lookups. */
    public MachineWatch(
            java.util.concurrent.ExecutorService threads,
            java.time.Clock clock,
            java.util.function.Consumer<dev.stagecraft.cluster.ResourceRef> wake) {
        this.lookups = new Lookups<>(threads, clock, wake);
    }

    /**
     * The listing; empty while it is under way.
     *
     * @param maxAge how old it may be
     * @param staleWelcome whether an older one will do meanwhile
     */
    public Optional<Listing> look(Gathered gathered, State state, Duration maxAge, boolean staleWelcome) {
        var cloud = gathered.cloud();
        var key = new Key(gathered.resource().uid(), cloud.account());
        var known = state.hosts().stream()
                .flatMap(host -> host.machineId().stream())
                .toList();
        var terms = new Lookups.Terms<Listing>(listing -> keep(listing, maxAge), staleWelcome);
        return lookups.get(key, gathered.resource(), terms, () -> list(cloud, known));
    }

    private static Duration keep(Listing listing, Duration maxAge) {
        return switch (listing) {
            case Listing.Machines machines -> maxAge;
            case Listing.Refused refused -> AFTER_REFUSAL;
            case Listing.Trouble trouble -> AFTER_TROUBLE;
        };
    }

    /** Forgets what was listed: the resource's own steps changed it. */
    public void forget(String uid) {
        lookups.forgetAll(key -> key.uid().equals(uid));
    }

    private static Listing list(Cloud cloud, List<String> known) {
        try {
            var machines = new ArrayList<>(cloud.driver().list(cloud.owner()));
            for (var id : known) {
                if (machines.stream().noneMatch(machine -> machine.id().value().equals(id))) {
                    cloud.driver()
                            .get(cloud.owner(), new MachineId(id))
                            .filter(machine -> machine.host().isPresent())
                            .ifPresent(machines::add);
                }
            }
            return new Listing.Machines(machines.stream()
                    .flatMap(machine -> sighting(machine).stream())
                    .toList());
        } catch (CloudException e) {
            return failure(cloud, e);
        }
    }

    private static Optional<Sighting> sighting(Machine machine) {
        return machine.host().map(host -> new Sighting(host, role(machine), facts(machine)));
    }

    private static String role(Machine machine) {
        return machine.tags().stream()
                .filter(tag -> tag.startsWith("stagecraft-role:"))
                .map(tag -> tag.substring("stagecraft-role:".length()))
                .findFirst()
                .orElse("");
    }

    /** What status keeps of a machine. */
    public static HostRecord.Machine facts(Machine machine) {
        return new HostRecord.Machine(
                machine.id().value(),
                machine.publicIp(),
                machine.privateIp(),
                text(machine.size()),
                text(machine.region()));
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Listing failure(Cloud cloud, CloudException e) {
        return switch (e.code()) {
            case UNAUTHORIZED, FORBIDDEN ->
                new Listing.Refused(new Finding(
                        "CloudUnauthorized",
                        cloud.path() + ": " + cloud.provider() + " refuses the token: " + e.getMessage()));
            case RATE_LIMITED -> new Listing.Trouble(new Finding("RateLimited", String.valueOf(e.getMessage())));
            case NOT_FOUND,
                    INVALID_REQUEST,
                    QUOTA,
                    CONFLICT,
                    SERVER_ERROR,
                    UNREACHABLE,
                    TIMEOUT,
                    PROTOCOL,
                    AMBIGUOUS_CREATE,
                    NOT_OURS,
                    UNSUPPORTED -> new Listing.Trouble(new Finding("CloudUnreachable", String.valueOf(e.getMessage())));
        };
    }
}
