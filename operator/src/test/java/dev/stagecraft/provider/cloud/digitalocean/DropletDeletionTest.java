package dev.stagecraft.provider.cloud.digitalocean;

import static dev.stagecraft.provider.cloud.digitalocean.Scene.OTHER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.OWNER;
import static dev.stagecraft.provider.cloud.digitalocean.Scene.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.sandbox.digitalocean.SimDroplet;
import dev.stagecraft.sandbox.digitalocean.Weather;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A droplet is deleted only when it is the owner's, and as often as one likes. */
@Timeout(60)
class DropletDeletionTest {
    private final Scene scene = new Scene();

    @AfterEach
    void stop() {
        scene.close();
    }

    @Test
    void deletingDestroysExactlyThatDroplet() {
        Machine first = scene.create("app-1");
        Machine second = scene.create("app-2");
        scene.driver.delete(OWNER, first.id(), first.name());
        assertEquals(
                List.of(Long.parseLong(second.id().value())),
                scene.team.droplets().stream().map(SimDroplet::id).toList());
        assertEquals(Optional.empty(), scene.driver.get(first.id()));
        assertEquals(1, scene.cloud.journal().count("DELETE", ".*"));
    }

    @Test
    void whatIsGoneAlreadyIsDeletedAlready() {
        Machine machine = scene.create("app-1");
        scene.team.destroy(Long.parseLong(machine.id().value()));
        scene.driver.delete(OWNER, machine.id(), machine.name());
        assertEquals(0, scene.cloud.journal().count("DELETE", ".*"));
    }

    @Test
    void aDropletThatVanishesBetweenLookAndDeleteIsDone() {
        scene.cloud.weather(Weather.calm().deleteLag(Duration.ofMinutes(1)));
        Machine machine = scene.create("app-1");
        scene.team.destroy(Long.parseLong(machine.id().value()));
        scene.driver.delete(OWNER, machine.id(), machine.name());
        assertEquals(404, scene.cloud.journal().of("DELETE", ".*").getFirst().status());
    }

    @Test
    void foreignDropletsAreNeverDeleted() {
        // Given
        Machine mine = scene.create("app-1");
        SimDroplet untagged = scene.team.seed("shop-prod-app-1", Set.of("web"));
        SimDroplet others = scene.team.seed("shop-prod-app-1", Set.of(Tags.uid(OTHER)));
        SimDroplet renamed = scene.team.seed("their-own", Set.of(Tags.uid(OWNER)));

        // When
        for (SimDroplet droplet : List.of(untagged, others, renamed)) {
            Machine claimed = withId(mine, droplet.id());
            assertFalse(fails(Code.NOT_OURS, () -> scene.driver.delete(OWNER, claimed.id(), claimed.name()))
                    .retryable());
        }
        fails(Code.INVALID_REQUEST, () -> scene.driver.delete(OWNER, new MachineId("1/../../account"), mine.name()));
        fails(Code.NOT_OURS, () -> scene.driver.delete(OTHER, mine.id(), mine.name()));

        // Then
        assertEquals(4, scene.team.droplets().size());
        assertEquals(0, scene.cloud.journal().count("DELETE", ".*"));
    }

    @Test
    void aLockedDropletIsLeftUntilItIsFree() {
        Machine machine = scene.create("app-1");
        long id = Long.parseLong(machine.id().value());
        scene.team.lock(id, true);
        assertTrue(fails(Code.CONFLICT, () -> scene.driver.delete(OWNER, machine.id(), machine.name()))
                .retryable());
        assertEquals(0, scene.cloud.journal().count("DELETE", ".*"));
        scene.team.lock(id, false);
        scene.driver.delete(OWNER, machine.id(), machine.name());
        assertEquals(List.of(), scene.team.droplets());
    }

    private static Machine withId(Machine machine, Object id) {
        return new Machine(
                new MachineId(id.toString()),
                machine.name(),
                machine.host(),
                machine.createId(),
                machine.state(),
                machine.locked(),
                machine.publicIp(),
                machine.privateIp(),
                machine.region(),
                machine.size(),
                machine.image(),
                machine.tags(),
                machine.createdAt(),
                machine.hostKey(),
                machine.sshPort());
    }
}
