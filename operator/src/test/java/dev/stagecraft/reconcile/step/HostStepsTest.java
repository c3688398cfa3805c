package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.SimDroplet;
import dev.stagecraft.sandbox.digitalocean.SimulatedDigitalOcean;
import dev.stagecraft.sandbox.digitalocean.Team;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the steps that make and delete a machine ask of the cloud, and when they ask nothing. */
@Timeout(60)
class HostStepsTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofSeconds(30);

    private final TestClock clock = new TestClock();
    private final SimulatedDigitalOcean cloud = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(clock));
    private final Team team = cloud.team("acme", OneHost.TOKEN);
    private final OneHost shop = new OneHost(clock, cloud.baseUrl());
    private final HostSessions sessions =
            new HostSessions(new KeyOnly(), new Bootstrap.Limits(Duration.ofMinutes(1), Duration.ofMinutes(1)), clock);

    /** A connector that is asked for the client key's public half and nothing else. */
    private static final class KeyOnly implements HostConnector {
        @Override
        public HostConnection connect(HostAddress address) {
            throw new UnsupportedOperationException("no host is reached");
        }

        @Override
        public String publicKeyOf(Secret privateKey) {
            return OneHost.KEY.publicKey();
        }
    }

    @AfterEach
    void close() {
        sessions.close();
        cloud.close();
    }

    private SimDroplet droplet(String name, String host) {
        return team.seed(name, Set.of("stagecraft-uid:" + OneHost.UID, "stagecraft-host:" + host));
    }

    private HostRecord announced() {
        return HostRecord.named("app-1", "app", false).creating("c-1", clock.instant());
    }

    private static HostRecord having(HostRecord host, String id) {
        return host.machine(
                HostState.CREATING,
                new HostRecord.Machine(
                        id, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private StepOutcome create(boolean mayCreate, HostRecord... hosts) {
        return new CreateHost(sessions, clock, WINDOW, POLL)
                .run(shop.context(StepKind.CREATE_HOST, mayCreate, List.of(hosts)));
    }

    private StepOutcome delete(HostRecord host) {
        return new DeleteHost(POLL).run(shop.context(StepKind.DELETE_HOST, false, List.of(host)));
    }

    private long creates() {
        return cloud.journal().count("POST", DROPLETS);
    }

    private static String refused(String reason, StepOutcome outcome) {
        var refused = assertInstanceOf(StepOutcome.Refused.class, outcome);
        assertEquals(reason, refused.reason());
        return refused.message();
    }

    @Test
    void createSaysItsMachineAtOnce() {
        var waiting = assertInstanceOf(StepOutcome.Waiting.class, create(true, announced()));

        var made = team.droplets().getFirst();
        assertEquals(Long.toString(made.id()), waiting.outputs().get("machine"));
        assertEquals("shop-prod-app-1", made.name());
        assertEquals(0, cloud.journal().count("GET", DROPLETS + "/.*"));
    }

    @Test
    void knownMachineIsReadByItsIdAlone() {
        var made = droplet("shop-prod-app-1", "app-1");

        assertInstanceOf(StepOutcome.Done.class, create(false, having(announced(), Long.toString(made.id()))));

        assertEquals(0, cloud.journal().count("GET", DROPLETS));
    }

    @Test
    void secondMachineBesidesTheKnownOneIsADuplicate() {
        var known = droplet("shop-prod-app-1", "app-1");
        var twin = droplet("by-hand", "app-1");

        var message = refused("DuplicateDroplet", create(true, having(announced(), Long.toString(known.id()))));

        assertTrue(message.contains(Long.toString(known.id())) && message.contains(Long.toString(twin.id())), message);
        assertEquals(0, creates());
    }

    @Test
    void rateLimitBeforeTheCreateLeavesNoDoubt() {
        cloud.faults().next("GET", DROPLETS, new Fault.TooMany(7));

        var postponed = assertInstanceOf(StepOutcome.Postponed.class, create(true, announced()));

        assertTrue(postponed.unsent());
        assertEquals("RateLimited", postponed.reason());
        assertTrue(postponed.after().compareTo(Duration.ofSeconds(7)) >= 0, postponed::toString);
        assertEquals(0, creates());
    }

    @Test
    void rateLimitOfALookDoesNotMeanThatNothingWasSent() {
        cloud.faults().next("GET", DROPLETS, new Fault.TooMany(7));

        assertFalse(assertInstanceOf(StepOutcome.Postponed.class, create(false, announced()))
                .unsent());
    }

    @Test
    void createThatComesTooLateIsNotSent() {
        var host = announced();
        clock.advance(WINDOW.dividedBy(4).plusMillis(1));

        var postponed = assertInstanceOf(StepOutcome.Postponed.class, create(true, host));

        assertEquals("CreateDelayed", postponed.reason());
        assertTrue(postponed.unsent());
        assertEquals(0, creates());
    }

    @Test
    void nothingIsCreatedWhereKnownMachinesAreNotSeen() {
        var other = having(HostRecord.named("app-2", "app", false), "77");

        refused("SuspiciousObservation", create(true, announced(), other));

        assertEquals(0, creates());
        var seen = droplet("shop-prod-app-2", "app-2");
        assertInstanceOf(
                StepOutcome.Waiting.class,
                create(true, announced(), having(HostRecord.named("app-2", "app", false), Long.toString(seen.id()))));
        assertEquals(1, creates());
    }

    @Test
    void machineOfAnotherHostOrNameIsNotDeleted() {
        var renamed = droplet("renamed", "app-1");
        var other = droplet("shop-prod-app-1", "app-2");

        for (var droplet : List.of(renamed, other)) {
            var message = refused("NotOurs", delete(having(announced(), Long.toString(droplet.id()))));
            assertTrue(message.contains(Long.toString(droplet.id())), message);
        }

        assertEquals(0, cloud.journal().count("DELETE", ".*"));
        assertEquals(2, team.droplets().size());
    }

    @Test
    void lockedMachineIsWaitedForAndThenDeleted() {
        var mine = droplet("shop-prod-app-1", "app-1");
        var host = having(announced(), Long.toString(mine.id()));
        team.lock(mine.id(), true);

        var waiting = assertInstanceOf(StepOutcome.Waiting.class, delete(host));
        assertTrue(waiting.why().contains("locked"), waiting.why());

        team.lock(mine.id(), false);
        assertInstanceOf(StepOutcome.Done.class, delete(host));
        assertInstanceOf(StepOutcome.Done.class, delete(host));
        assertEquals(1, cloud.journal().count("DELETE", ".*"));
    }
}
