package dev.stagecraft.provider.cloud.digitalocean;

import static dev.stagecraft.provider.cloud.digitalocean.Scene.OTHER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.OWNER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.TOKEN;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.CloudRequest;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.sandbox.digitalocean.Fault;
import dev.stagecraft.sandbox.digitalocean.SimDroplet;
import dev.stagecraft.sandbox.digitalocean.Weather;
import dev.stagecraft.secret.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DigitalOceanDriverTest {
    private static final String UID_TAG = Tags.uid(OWNER);

    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void aCreateSaysEverythingInOneRequest() {
        // When
        scene.create("app-1");

        // Then
        List<JsonNode> bodies = scene.cloud.journal().of("POST", "/v2/droplets").stream()
                .map(entry -> entry.requestBody())
                .toList();
        assertEquals(List.of(Scene.json("""
                        {"name": "shop-prod-app-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64",
                         "tags": ["stagecraft", "%s", "stagecraft-host:app-1", "stagecraft-create:c-app-1",
                                  "stagecraft-role:app", "env:prod"],
                         "user_data": "#cloud-config\\n{}\\n", "backups": false, "ipv6": false, "monitoring": false}
                        """.formatted(UID_TAG))), bodies);
    }

    @Test
    void aDropletIsNewWithoutAddressesAndThenActiveWithThem() {
        // Given
        scene.cloud.weather(Weather.calm().activeAfter(Duration.ofSeconds(30)));

        // When
        Machine created = scene.create("app-1");
        Machine waiting = scene.driver.get(created.id()).orElseThrow();
        CreationState inProgress = scene.driver.creation(created.id());
        scene.clock.advance(Duration.ofSeconds(31));
        Machine active = scene.driver.get(created.id()).orElseThrow();

        // Then
        assertEquals(Machine.State.NEW, created.state());
        assertEquals(Optional.empty(), waiting.publicIp());
        assertEquals(CreationState.IN_PROGRESS, inProgress);
        assertEquals(Machine.State.ACTIVE, active.state());
        assertTrue(active.publicIp().orElseThrow().startsWith("127."));
        assertTrue(active.privateIp().orElseThrow().startsWith("10."));
        assertEquals(Optional.of("app-1"), active.host());
        assertEquals(Optional.of("c-app-1"), active.createId());
        assertEquals(
                List.of("nyc3", "s-1vcpu-1gb", "ubuntu-24-04-x64"),
                List.of(active.region(), active.size(), active.image()));
        assertEquals(CreationState.COMPLETED, scene.driver.creation(created.id()));
    }

    @Test
    void aHostsOwnSizeRegionAndImageStandOverTheConfiguration() {
        var host = new MachineRequest(
                "db", "db", 0, Optional.of("s-2vcpu-4gb"), Optional.of("fra1"), Optional.of("201402437"));
        Machine created = scene.driver.create(new CreateMachine(OWNER, host, "c1", "shop-prod-db", Secret.of("")));
        assertEquals(
                List.of("fra1", "s-2vcpu-4gb", "debian-13-x64"),
                List.of(created.region(), created.size(), created.image()));
    }

    @Test
    void aCreateThatFailedLaterIsKnownByItsAction() {
        scene.cloud.weather(Weather.calm().creationFails(name -> true));
        Machine created = scene.create("app-1");
        assertEquals(CreationState.ERRORED, scene.driver.creation(created.id()));
        assertEquals(CreationState.UNKNOWN, scene.driver.creation(new MachineId("1")));
    }

    @Test
    void allPagesAreRead() {
        // Given
        for (int i = 0; i < 201; i++) {
            scene.team.seed("shop-prod-app-" + i, Set.of("stagecraft", UID_TAG, "stagecraft-host:app-" + i));
        }
        for (int i = 0; i < 202; i++) {
            scene.team.seed("foreign-" + i, Set.of("web"));
        }

        // When
        List<Machine> tagged = scene.driver.list(OWNER);
        List<Machine> all = scene.driver.listAll(OWNER);

        // Then
        assertEquals(201, tagged.size());
        assertEquals(201, all.size());
        assertEquals(2 + 3, scene.cloud.journal().count("GET", "/v2/droplets"));
    }

    @Test
    void listingFromWhichADropletWasDeletedBetweenItsPagesIsReadAnew() throws Exception {
        // Given
        var droplets = new ArrayList<SimDroplet>();
        for (int i = 0; i < 201; i++) {
            droplets.add(scene.team.seed("shop-prod-app-" + i, Set.of(UID_TAG, "stagecraft-host:app-" + i)));
        }
        var firstPage = new Fault.Held();
        scene.cloud.faults().next("GET", "/v2/droplets", firstPage);

        // When
        var listing = CompletableFuture.supplyAsync(() -> scene.driver.list(OWNER));
        firstPage.arrived().await();
        scene.team.destroy(droplets.getFirst().id());
        firstPage.go().countDown();

        // Then
        var listed = listing.get(20, TimeUnit.SECONDS).stream()
                .map(machine -> Long.parseLong(machine.id().value()))
                .collect(Collectors.toSet());
        assertEquals(droplets.stream().skip(1).map(SimDroplet::id).collect(Collectors.toSet()), listed);
    }

    @Test
    void accountIsTheTeamOfTheTokenAndUnknownToOneThatMayNotReadIt() {
        scene.cloud.team("others", "dop_v1_others");

        assertEquals(Optional.of("team-acme"), scene.driver.account());
        assertEquals(
                Optional.of("team-others"),
                scene.driver("dop_v1_others").removing().account());

        scene.cloud.faults().next("GET", "/v2/account", Fault.Status.before(403, "forbidden", "Not for this token."));
        assertEquals(Optional.empty(), scene.driver.account());
        scene.cloud.faults().next("GET", "/v2/account", Fault.Status.before(500, "server_error", "Broken."));
        fails(Code.SERVER_ERROR, scene.driver::account);
    }

    @Test
    void onlyTheOwnersMachinesAreListed() {
        scene.team.seed("shop-prod-app-1", Set.of());
        scene.team.seed("shop-prod-app-1", Set.of(Tags.uid(OTHER), "stagecraft-host:app-1"));
        Machine mine = scene.create("app-1");
        assertEquals(
                List.of(mine.id()),
                scene.driver.list(OWNER).stream().map(Machine::id).toList());
        assertEquals(
                List.of(mine.id()),
                scene.driver.listAll(OWNER).stream().map(Machine::id).toList());
    }

    @Test
    void anIdFromAnEditedStatusShowsNoForeignMachine() {
        Machine mine = scene.create("app-1");
        var foreign = new MachineId(Long.toString(
                scene.team.seed("shop-prod-app-1", Set.of(Tags.uid(OTHER))).id()));
        assertEquals(Optional.empty(), scene.driver.get(OWNER, foreign));
        assertEquals(foreign, scene.driver.get(foreign).orElseThrow().id());
        assertEquals(mine.id(), scene.driver.get(OWNER, mine.id()).orElseThrow().id());
    }

    @Test
    void theUnfilteredListingShowsWhatTheFilteredOneStillHides() {
        scene.cloud.weather(Weather.calm().lags(Duration.ofSeconds(5), Duration.ofSeconds(50)));
        Machine mine = scene.create("app-1");
        assertEquals(List.of(), scene.driver.listAll(OWNER));
        scene.clock.advance(Duration.ofSeconds(6));
        assertEquals(List.of(), scene.driver.list(OWNER));
        assertEquals(
                List.of(mine.id()),
                scene.driver.listAll(OWNER).stream().map(Machine::id).toList());
    }

    @Test
    void aTokenOfAnotherTeamSeesNothingRatherThanFailing() {
        scene.cloud.team("rivals", "dop_v1_other");
        scene.create("app-1");
        assertEquals(List.of(), scene.driver("dop_v1_other").list(OWNER));
    }

    @Test
    void theListenerHearsOfEveryRequestWithoutIds() {
        Machine machine = scene.create("app-1");
        scene.driver.delete(OWNER, machine.id(), machine.name());
        assertEquals(
                List.of(
                        "digitalocean POST /v2/droplets 202",
                        "digitalocean GET /v2/droplets/{id} 200",
                        "digitalocean DELETE /v2/droplets/{id} 204"),
                scene.heard.stream()
                        .map(heard -> heard.provider() + " " + heard.endpoint() + " " + heard.code())
                        .toList());
        assertEquals(
                List.of(OptionalInt.of(4999), OptionalInt.of(4998), OptionalInt.of(4997)),
                scene.heard.stream().map(CloudRequest::remaining).toList());
    }

    @Test
    void theTokenIsInNoJournalAndNoRendering() {
        Machine machine = scene.create("app-1");
        assertFalse(
                (scene.cloud.journal().entries().toString() + scene.heard + machine + scene.driver).contains(TOKEN));
    }
}
