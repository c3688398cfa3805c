package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.host.Bootstrap;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.host.HostConnection;
import dev.stagecraft.host.HostConnector;
import dev.stagecraft.host.HostIdentity;
import dev.stagecraft.host.ssh.SshConnector;
import dev.stagecraft.host.ssh.SshLimits;
import dev.stagecraft.plan.Phase;
import dev.stagecraft.plan.Plan;
import dev.stagecraft.plan.Step;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Gathered;
import dev.stagecraft.reconcile.gather.Gathering;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.release.HostState;
import dev.stagecraft.release.Intent;
import dev.stagecraft.release.Launches;
import dev.stagecraft.release.Openings;
import dev.stagecraft.release.State;
import dev.stagecraft.release.StepOutcome;
import dev.stagecraft.sandbox.host.ImageShelf;
import dev.stagecraft.sandbox.host.SimulatedContainer;
import dev.stagecraft.sandbox.host.SimulatedHost;
import dev.stagecraft.secret.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The step that runs a hook, on a host that has nothing of the release yet. */
@Timeout(60)
class RunHookTest {
    private static final HostIdentity CLIENT = HostIdentity.generate(new SecureRandom());
    private static final Instant OPENED = Instant.parse("2026-11-22T10:00:00Z");

    private final ImageShelf registry = new ImageShelf();
    private final SimulatedHost host = SimulatedHost.start(SimulatedHost.Options.ready(registry, CLIENT.publicKey()));
    private final SshConnector connector = new SshConnector(SshLimits.DEFAULT, address -> Optional.empty());
    private final HostSessions sessions = new HostSessions(new Local(), Bootstrap.Limits.DEFAULT, Clock.systemUTC());
    private String command = "'true'";
    private Instant opened = OPENED;

    /** The gathered address is a public one, as no other is taken. */
    private final class Local implements HostConnector {
        @Override
        public HostConnection connect(HostAddress address) {
            return connector.connect(host.address(address.host(), CLIENT.privateKey()));
        }

        @Override
        public String publicKeyOf(Secret privateKey) {
            return connector.publicKeyOf(privateKey);
        }
    }

    RunHookTest() {
        registry.push("registry/web:v1");
    }

    @AfterEach
    void close() {
        sessions.close();
        connector.close();
        host.close();
    }

    private Gathered gathered() {
        return new Gathering()
                .withSecret("key", Map.of("ssh-privatekey", CLIENT.privateKey().reveal()))
                .manifest("""
                        apiVersion: stagecraft.dev/v1alpha1
                        kind: Stagecraft
                        metadata: {name: shop, namespace: shop, uid: uid-1}
                        spec:
                          project: {name: shop}
                          environment: prod
                          version: v1
                          compose: {inline: "services: {web: {image: registry/web}}"}
                          cloud: {provider: static, providers: {static: {hosts: {app: {address: 203.0.113.7, hostKey: "%s"}}}}}
                          hosts: [{name: app, role: app}]
                          ssh: {keySecretRef: {name: key}}
                          hooks: [{name: fetch, when: before, phase: build, service: web, timeout: 1s, command: [%s]}]
                        """.formatted(host.identity().publicKey(), command));
    }

    /** The step of that hook, tried once. */
    private StepOutcome run(String name, Phase phase) {
        var gathered = gathered();
        var images = new TreeMap<>(Map.of("web", registry.pinned("registry/web:v1")));
        var step = Step.safe("hook/" + name, StepKind.RUN_HOOK, phase, "app", "run it")
                .with(Map.of("when", "before", "role", "app"));
        var record = Step.safe("release/record", StepKind.RECORD_RELEASE, Phase.INFRA, "v1", "record it");
        var plan = new Plan("sha256:1", List.of(record, step), List.of(), List.of(), List.of());
        var known = HostRecord.named("app", "app", false)
                .machine(
                        HostState.READY,
                        new HostRecord.Machine(
                                "1",
                                Optional.of("203.0.113.7"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
        var opening =
                new Openings.Opening(new Intent.Deploy(), "v1", "spec-1", "spec-1", "in-1", Optional.empty(), images);
        var state = Openings.begin(State.initial().with(known), plan, opening, "operator-1", opened);
        var begun =
                state.run().flatMap(run -> run.step(step.id())).orElseThrow().started(Instant.now());
        var launch = new Launches.Launch(begun, false, Instant.now().plus(Duration.ofMinutes(1)));
        return new RunHook(sessions, Clock.systemUTC())
                .run(new StepContext(gathered, state, launch, () -> Releases.fresh(gathered, images)));
    }

    private List<SimulatedContainer> containers() {
        return host.engine().containers();
    }

    private static Map<String, String> done(StepOutcome outcome) {
        return assertInstanceOf(StepOutcome.Done.class, outcome).outputs();
    }

    @Test
    void aHookBeforeHostsArePreparedBringsWhatItNeeds() {
        assertEquals(Map.of("exitCode", "0"), done(run("fetch", Phase.BUILD)));

        var only = containers().getFirst();
        assertEquals("shop-prod-hook-fetch-rel-20261122-100000000", only.name());
        assertEquals("build", only.environment().get("STAGECRAFT_PHASE"));
        assertEquals("fetch", only.labels().get("dev.stagecraft.hook"));
        assertEquals("uid-1", only.labels().get("dev.stagecraft.owner"));
        assertFalse(only.environment().containsKey("STAGECRAFT_FAILED_REASON"));
    }

    @Test
    void anEndThatWasNotRecordedIsFoundAgain() {
        done(run("fetch", Phase.BUILD));

        assertEquals(Map.of("exitCode", "0"), done(run("fetch", Phase.BUILD)));

        assertEquals(1, host.engine().onceStarted());
    }

    @Test
    void oneThatWasStoppedHasNotSucceededWhateverItMadeOfThat() {
        command = "sleep";

        var first = done(run("fetch", Phase.PUSH));
        assertEquals("HookTimedOut", first.get("reason"));
        assertFalse(first.containsKey("exitCode"));

        assertEquals(first, done(run("fetch", Phase.PUSH)), "its exit code is 0");
        assertEquals(1, host.engine().onceStarted());
    }

    @Test
    void anotherReleaseRunsItAgainAndTakesTheOldContainerAway() {
        done(run("fetch", Phase.BUILD));
        opened = OPENED.plusSeconds(60);

        done(run("fetch", Phase.BUILD));

        assertEquals(2, host.engine().onceStarted());
        assertEquals(
                List.of("shop-prod-hook-fetch-rel-20261122-100100000"),
                containers().stream().map(SimulatedContainer::name).toList());
    }

    @Test
    void oneThatSomebodyRemovedIsUnclear() {
        done(run("fetch", Phase.BUILD));
        host.engine().removeByHand(container -> true);

        var outputs = done(run("fetch", Phase.BUILD));

        assertEquals("HookUnclear", outputs.get("reason"));
        assertTrue(String.valueOf(outputs.get("message")).contains("somebody removed it"), outputs::toString);
        assertEquals(1, host.engine().onceStarted());
    }

    @Test
    void aFailureHasTheExitCodeAndTheLastWords() {
        command = "'false'";

        var outputs = done(run("fetch", Phase.BUILD));

        assertEquals("HookFailed", outputs.get("reason"));
        assertEquals("1", outputs.get("exitCode"));
        assertTrue(String.valueOf(outputs.get("message")).contains("Its last words: cannot start"), outputs::toString);
    }

    @Test
    void aHookThatIsDeclaredNoMoreIsRefused() {
        var refused = assertInstanceOf(StepOutcome.Refused.class, run("gone", Phase.BUILD));

        assertEquals("InvalidSpec", refused.reason());
        assertEquals(List.of(), containers());
    }
}
