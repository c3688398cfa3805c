package dev.stagecraft.provider.cloud.digitalocean;

import static dev.stagecraft.provider.cloud.digitalocean.Scene.OWNER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.TOKEN;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.SimulatedDigitalOcean;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DigitalOceanFaultsTest {
    private static final String DROPLETS = "/v2/droplets";
    private static final Duration SHORT = Duration.ofMillis(300);

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void whatMayHaveTakenEffectIsAmbiguousAndSentOnce() {
        // Given
        CloudDriver hurried = Scene.driver(scene.provider(SHORT, RateLimits.documented()), TOKEN);
        List<Fault> faults = List.of(
                new Fault.Drop(true),
                new Fault.Drop(false),
                new Fault.Hang(true),
                Fault.Status.after(500, "server_error", "Unexpected server-side error"),
                Fault.Status.before(503, "service_unavailable", "Service Unavailable"),
                new Fault.Garbage(202, "<html>", true),
                new Fault.Garbage(202, "{\"droplet\": {\"id\": 1}}", true),
                new Fault.Garbage(200, "{}", true));

        for (Fault fault : faults) {
            // When
            scene.cloud.faults().next("POST", DROPLETS, fault);
            var thrown = fails(Code.AMBIGUOUS_CREATE, () -> hurried.create(Scene.request(OWNER, "app-1", "c1")));

            // Then
            assertFalse(thrown.retryable(), fault.toString());
        }
        assertEquals(faults.size(), scene.cloud.journal().count("POST", DROPLETS));
        assertEquals(6, hurried.list(OWNER).size());
    }

    @Test
    void aRefusedCreateIsNoAmbiguity() {
        fails(Code.INVALID_REQUEST, () -> scene.driver.create(inRegion("moon1")));
        scene.team.dropletLimit(0);
        fails(Code.QUOTA, () -> scene.create("app-1"));
        scene.team.makeReadOnly(TOKEN);
        fails(Code.FORBIDDEN, () -> scene.create("app-1"));
        scene.cloud.revoke(TOKEN);
        fails(Code.UNAUTHORIZED, () -> scene.create("app-1"));
        scene.cloud.faults().next("POST", DROPLETS, new Fault.Redirect(scene.cloud.baseUrl() + "/elsewhere"));
        fails(Code.PROTOCOL, () -> scene.create("app-1"));
        assertEquals(5, scene.cloud.journal().entries().size());
        assertEquals(List.of(), scene.team.droplets());
    }

    @Test
    void theCloudsOwnWordsAreInTheSentence() {
        var thrown = fails(Code.INVALID_REQUEST, () -> scene.driver.create(inRegion("moon1")));
        assertEquals(
                "DigitalOcean answered 422 to POST /v2/droplets: \"You specified an invalid region for Droplet creation.\"."
                        + " Change the resource; nothing was done.",
                thrown.getMessage());
    }

    @Test
    void wordsThatQuoteTheTokenAreCleaned() {
        var fault = Fault.Status.before(403, "forbidden", "no scope for \u001b[31m" + TOKEN + "\u0007");
        scene.cloud.faults().next("GET", DROPLETS, fault);
        var thrown = fails(Code.FORBIDDEN, () -> scene.driver.list(OWNER));
        assertTrue(String.valueOf(thrown.getMessage()).contains("\"no scope for [redacted]\""), thrown.getMessage());
    }

    @Test
    void tooMuchUserDataIsNotSent() {
        var request = new CreateMachine(
                OWNER,
                MachineRequest.of("app-1", "app", 1),
                "c1",
                "shop-prod-app-1",
                Secret.of("x".repeat(64 * 1024 + 1)));
        fails(Code.INVALID_REQUEST, () -> scene.driver.create(request));
        assertEquals(List.of(), scene.cloud.journal().entries());
    }

    @Test
    void aHangEndsInATimeout() {
        CloudDriver hurried = Scene.driver(scene.provider(SHORT, RateLimits.documented()), TOKEN);
        scene.cloud.faults().next("GET", DROPLETS, new Fault.Hang(false));
        assertTrue(fails(Code.TIMEOUT, () -> hurried.list(OWNER)).retryable());
        assertEquals("TIMEOUT", scene.heard.getLast().code());
    }

    @Test
    void aReadIsRepeatedOverABrokenConnectionAndAnErrorIsNot() {
        Machine machine = scene.create("app-1");
        scene.cloud.faults().next("GET", DROPLETS + "/\\d+", new Fault.Drop(false));
        assertEquals(machine.id(), scene.driver.get(machine.id()).orElseThrow().id());
        scene.cloud
                .faults()
                .next("GET", DROPLETS, Fault.Status.before(500, "server_error", "Unexpected server-side error"));
        assertTrue(fails(Code.SERVER_ERROR, () -> scene.driver.list(OWNER)).retryable());
        assertEquals(1, scene.cloud.journal().count("GET", DROPLETS));
    }

    @Test
    void aCloudThatIsNotThereIsUnreachableAndNothingIsAmbiguous() {
        URI nobody;
        try (var closed = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(new TestClock()))) {
            nobody = closed.baseUrl();
        }
        CloudDriver lonely = Scene.driver(scene.provider(nobody, SHORT, RateLimits.documented()), TOKEN);
        assertTrue(fails(Code.UNREACHABLE, () -> lonely.create(Scene.request(OWNER, "app-1", "c1")))
                .retryable());
        fails(Code.UNREACHABLE, () -> lonely.list(OWNER));
    }

    @Test
    void theTokenFollowsNoRedirectAndNoForeignLink() {
        try (var trap = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(new TestClock()))) {
            // Given
            for (int i = 0; i < 201; i++) {
                scene.team.seed("a", Set.of(Tags.uid(OWNER)));
            }
            trap.team("trap", TOKEN);

            // When
            scene.cloud.faults().next("GET", DROPLETS, new Fault.Redirect(trap.baseUrl() + DROPLETS));
            fails(Code.PROTOCOL, () -> scene.driver.list(OWNER));
            for (String elsewhere :
                    List.of(trap.baseUrl().toString(), "https://127.0.0.1", "//evil.example", "nothing at all")) {
                scene.cloud
                        .faults()
                        .next(
                                "GET",
                                DROPLETS,
                                new Fault.Rewrite(scene.cloud.baseUrl().toString(), elsewhere));
                fails(Code.PROTOCOL, () -> scene.driver.list(OWNER));
            }
            scene.cloud.faults().next("GET", DROPLETS, new Fault.Rewrite("/v2/droplets?", "/v2/account?"));
            fails(Code.PROTOCOL, () -> scene.driver.list(OWNER));

            // Then
            assertEquals(List.of(), trap.journal().entries());
            assertEquals(0, scene.cloud.journal().count("GET", "/v2/account"));
        }
    }

    @Test
    void aListingThatShrankWhileItWasReadIsReadAgain() {
        scene.create("app-1");
        var moved = new Fault.Rewrite("\"total\":1", "\"total\":2");
        scene.cloud.faults().next("GET", DROPLETS, moved);
        assertEquals(1, scene.driver.list(OWNER).size());
        scene.cloud.faults().next("GET", DROPLETS, moved, 2);
        assertTrue(fails(Code.SERVER_ERROR, () -> scene.driver.list(OWNER)).retryable());
    }

    @Test
    void answersOutsideTheContractAreNoMachines() {
        MachineId id = scene.create("app-1").id();
        List<String> bodies = List.of(
                "", "[]", "{\"droplets\": 5}", "{\"droplets\": [{\"id\": 1, \"name\": \"x\"}]}", "x".repeat(5 << 20));
        for (String body : bodies) {
            scene.cloud.faults().next("GET", DROPLETS, new Fault.Garbage(200, body, false), 2);
            assertThrows(CloudException.class, () -> scene.driver.list(OWNER), body);
            scene.cloud.faults().clear();
        }
        scene.cloud.faults().next("GET", DROPLETS + "/\\d+", new Fault.Rewrite("\"tags\"", "\"hidden\""));
        var thrown = fails(Code.PROTOCOL, () -> scene.driver.get(id));
        assertTrue(String.valueOf(thrown.getMessage()).contains("tag:read"), thrown.getMessage());
        scene.cloud.faults().next("GET", DROPLETS + "/\\d+", new Fault.Rewrite("\"active\"", "\"dreaming\""));
        assertEquals(Machine.State.UNKNOWN, scene.driver.get(id).orElseThrow().state());
    }

    @Test
    void deletesReportWhatStoodInTheWay() {
        Machine machine = scene.create("app-1");
        scene.cloud
                .faults()
                .next(
                        "DELETE",
                        ".*",
                        Fault.Status.before(422, "unprocessable_entity", "Droplet already has a pending event."));
        assertTrue(fails(Code.CONFLICT, () -> scene.driver.delete(OWNER, machine.id(), machine.name()))
                .retryable());
        scene.cloud.faults().next("DELETE", ".*", Fault.Status.before(409, "conflict", "Busy."));
        fails(Code.CONFLICT, () -> scene.driver.delete(OWNER, machine.id(), machine.name()));
        scene.cloud.faults().next("DELETE", ".*", new Fault.Drop(true));
        fails(Code.UNREACHABLE, () -> scene.driver.delete(OWNER, machine.id(), machine.name()));
        scene.driver.delete(OWNER, machine.id(), machine.name());
        assertEquals(List.of(), scene.team.droplets());
    }

    private static CreateMachine inRegion(String region) {
        var host = new MachineRequest(
                "app-1",
                "app",
                1,
                java.util.Optional.empty(),
                java.util.Optional.of(region),
                java.util.Optional.empty());
        return new CreateMachine(OWNER, host, "c1", "shop-prod-app-1", Secret.of(""));
    }
}
