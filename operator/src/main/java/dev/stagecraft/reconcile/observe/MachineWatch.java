package dev.stagecraft.reconcile.observe;

import dev.stagecraft.provider.cloud.CloudDriver;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lists the machines of a resource: one listing an interval, and one call more for each known machine that it lacks. */
public final class MachineWatch {
    /**
     * A question is asked anew when the account changes: another token sees other machines.
     *
     * @param everyWay whether the account's whole listing is read too
     */
    private record Key(String uid, String account, boolean everyWay) {}

    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final Lookups<Key, Listing> lookups;
    /** Of each token, as a token never changes its account. */
    private final Map<String, Optional<String>> accounts = new ConcurrentHashMap<>();

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
        return look(gathered, state, new Lookups.Terms<>(listing -> keep(listing, maxAge), staleWelcome), false);
    }

    /**
     * As {@link #look}, but by tag and in full, since the filter may lag, and with what is kept for taking machines away.
     */
    public Optional<Listing> lookEveryWay(Gathered gathered, State state, Duration maxAge) {
        return look(gathered, state, new Lookups.Terms<>(listing -> keep(listing, maxAge), false), true);
    }

    private Optional<Listing> look(Gathered gathered, State state, Lookups.Terms<Listing> terms, boolean everyWay) {
        var cloud = gathered.cloud();
        var key = new Key(gathered.resource().uid(), cloud.account(), everyWay);
        var known = state.hosts().stream()
                .flatMap(host -> host.machineId().stream())
                .toList();
        return lookups.get(key, gathered.resource(), terms, () -> list(cloud, known, everyWay));
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

    private Listing list(Cloud cloud, List<String> known, boolean everyWay) {
        try {
            var driver = everyWay ? cloud.driver().removing() : cloud.driver();
            var machines = new LinkedHashMap<MachineId, Machine>();
            driver.list(cloud.owner()).forEach(machine -> machines.put(machine.id(), machine));
            if (everyWay) {
                driver.listAll(cloud.owner()).forEach(machine -> machines.put(machine.id(), machine));
            }
            for (var value : known) {
                var id = new MachineId(value);
                if (!machines.containsKey(id)) {
                    driver.get(cloud.owner(), id)
                            .filter(machine -> machine.host().isPresent())
                            .ifPresent(machine -> machines.put(id, machine));
                }
            }
            return new Listing.Machines(sightings(machines.values()), account(cloud, driver));
        } catch (CloudException e) {
            return failure(cloud, e);
        }
    }

    /** Nothing depends on it but the notice that the token is another account's, so no listing fails for want of it. */
    private Optional<String> account(Cloud cloud, CloudDriver driver) {
        var known = accounts.get(cloud.account());
        if (known != null) {
            return known;
        }
        try {
            var asked = driver.account();
            accounts.put(cloud.account(), asked);
            return asked;
        } catch (CloudException e) {
            return Optional.empty();
        }
    }

    /** Those of the machines that are a host of the resource. */
    public static List<Sighting> sightings(Collection<Machine> machines) {
        return machines.stream().flatMap(machine -> sighting(machine).stream()).toList();
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
                text(machine.region()),
                text(machine.image()));
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Listing failure(Cloud cloud, CloudException e) {
        if (e.refusesToken()) {
            return new Listing.Refused(new Finding(
                    "CloudUnauthorized",
                    cloud.path() + ": " + cloud.provider() + " refuses the token: " + e.getMessage()));
        }
        var reason = e.code() == CloudException.Code.RATE_LIMITED ? "RateLimited" : "CloudUnreachable";
        return new Listing.Trouble(new Finding(reason, String.valueOf(e.getMessage())));
    }
}
