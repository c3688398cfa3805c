package dev.stagecraft.provider.cloud.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.CreationState;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StaticProviderTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBZQNJQr8gXbDNFUeUZbqbUcEEDdhpIPkGMPUnS1cM3k";
    private static final Owner OWNER = new Owner("u1");
    private static final List<MachineRequest> HOSTS =
            List.of(MachineRequest.of("app-1", "app", 1), MachineRequest.of("db", "db", 0));
    private static final String GOOD = """
            {hosts: {app-1: {address: app1.example.com, hostKey: "%s root@app1"},
                     db: {address: 203.0.113.9, port: 2222, hostKeySecretRef: {name: keys, key: db}}}}
            """.formatted(KEY);

    private final StaticProvider provider = new StaticProvider();

    @Test
    void hostsAreMachinesThatRunAlready() {
        // Given
        assertEquals(List.of(), provider.check(json(GOOD), HOSTS));
        assertEquals(
                List.of(new SecretReference("keys", "db", "hosts.db.hostKeySecretRef")), provider.secrets(json(GOOD)));

        // When
        CloudDriver driver = driver("# db\n203.0.113.9 " + KEY + "\n");

        // Then
        List<Machine> machines = driver.list(OWNER);
        assertEquals(machines, driver.listAll(OWNER));
        assertEquals(
                List.of("app-1", "db"), machines.stream().map(Machine::name).toList());
        assertEquals(Optional.of("app-1"), machines.get(0).host());
        assertEquals(Optional.of(KEY), machines.get(0).hostKey());
        assertEquals(Optional.of(KEY), machines.get(1).hostKey());
        assertEquals(Optional.of("203.0.113.9"), machines.get(1).publicIp());
        assertEquals(Optional.of(2222), machines.get(1).sshPort());
        assertEquals(Machine.State.ACTIVE, machines.get(0).state());
        var db = machines.get(1).id();
        assertEquals(Optional.of(machines.get(1)), driver.get(db));
        assertEquals(Optional.of(machines.get(1)), driver.get(OWNER, db));
        assertEquals(CreationState.COMPLETED, driver.creation(db));
        assertEquals(CreationState.UNKNOWN, driver.creation(new MachineId("gone")));
    }

    @Test
    void anEntryMayOutliveItsHostSoThatItCanBeCleared() {
        assertEquals(List.of(), provider.check(json(GOOD), HOSTS.subList(0, 1)));
    }

    @Test
    void anotherAddressOrPortIsAnotherMachineAndAnotherKeyIsNot() {
        var before = ids(GOOD);

        assertEquals(before, ids(GOOD));
        assertEquals(before, ids(GOOD.replace("name: keys", "name: others")));
        for (var changed : List.of(
                GOOD.replace("203.0.113.9", "203.0.113.10"),
                GOOD.replace("port: 2222", "port: 2223"),
                GOOD.replace("port: 2222, ", ""))) {
            assertEquals(before.getFirst(), ids(changed).getFirst());
            assertNotEquals(before.getLast(), ids(changed).getLast(), changed);
        }
        var longest = GOOD.replace("app1.example.com", "a".repeat(60) + ".example.com");
        assertTrue(ids(longest).getFirst().value().length() <= 128);
    }

    private List<MachineId> ids(String config) {
        return provider.driver(json(config), Map.of("hosts.db.hostKeySecretRef", Secret.of(KEY))).list(OWNER).stream()
                .map(Machine::id)
                .toList();
    }

    @Test
    void nothingIsCreatedOrDeleted() {
        CloudDriver driver = driver(KEY);
        var request = new CreateMachine(OWNER, HOSTS.getFirst(), "c1", "shop-prod-app-1", Secret.of(""));
        Machine db = driver.list(OWNER).getLast();

        assertFalse(provider.ownsMachines());
        for (var refused : List.of(
                assertThrows(CloudException.class, () -> driver.create(request)),
                assertThrows(CloudException.class, () -> driver.delete(OWNER, db.id(), db.name())))) {
            assertEquals(CloudException.Code.UNSUPPORTED, refused.code());
            assertFalse(refused.retryable());
        }
    }

    @Test
    void everyFaultIsNamedByPath() {
        assertViolations("[]", " INVALID");
        assertViolations("{}", "hosts MISSING");
        assertViolations("{hosts: []}", "hosts MISSING");
        assertViolations("{hosts: {app-1: 5}}", "hosts.app-1 INVALID", "hosts.db MISSING");
        assertViolations(GOOD.replace("db: {", "web: {"), "hosts.db MISSING");
        assertViolations(
                GOOD.replace("port: 2222", "port: 70000, user: root"),
                "hosts.db.user UNKNOWN_KEY",
                "hosts.db.port INVALID");
        assertViolations(GOOD.replace("address: 203.0.113.9,", ""), "hosts.db.address MISSING");
        assertViolations(GOOD.replace("203.0.113.9", "169.254.169.254"), "hosts.db.address INVALID");
        assertViolations(GOOD.replace("203.0.113.9", "127.0.0.1"), "hosts.db.address INVALID");
        assertViolations(GOOD.replace("AAAAC3", "BBBBC3"), "hosts.app-1.hostKey INVALID");
        assertViolations(GOOD.replace("ssh-ed25519", "ssh-rsa"), "hosts.app-1.hostKey INVALID");
        assertViolations(GOOD.replace(KEY, "ssh-ed25519 AAAA"), "hosts.app-1.hostKey INVALID");
        assertViolations(
                GOOD.replace("{name: keys, key: db}", "{name: ../a, key: 'a/b', namespace: x}"),
                "hosts.db.hostKeySecretRef.namespace UNKNOWN_KEY",
                "hosts.db.hostKeySecretRef.name INVALID",
                "hosts.db.hostKeySecretRef.key INVALID");
        assertViolations(GOOD.replace(", hostKeySecretRef: {name: keys, key: db}", ""), "hosts.db INVALID");
        assertViolations(GOOD.replace("port: 2222", "hostKey: \"" + KEY + "\""), "hosts.db INVALID");
    }

    @Test
    void loopbackIsForTheSandbox() {
        var config = json(GOOD.replace("203.0.113.9", "127.0.0.1"));
        assertEquals(List.of(), new StaticProvider(new AddressPolicy(true)).check(config, HOSTS));
    }

    @Test
    void aSecretWithoutAHostKeyIsASentence() {
        var refused = assertThrows(CloudException.class, () -> driver("hunter2hunter2"));
        assertEquals(CloudException.Code.INVALID_REQUEST, refused.code());
        assertEquals(
                "Key db of Secret keys, which hosts.db.hostKeySecretRef names, is not " + HostKey.SHAPE + ".",
                refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> provider.driver(json(GOOD), Map.of()));
        assertThrows(IllegalArgumentException.class, () -> provider.driver(json("{}"), Map.of()));
    }

    private CloudDriver driver(String dbKey) {
        return provider.driver(json(GOOD), Map.of("hosts.db.hostKeySecretRef", Secret.of(dbKey)));
    }

    private void assertViolations(String config, String... expected) {
        List<Violation> found = provider.check(json(config), HOSTS);
        assertEquals(
                List.of(expected),
                found.stream()
                        .map(violation -> violation.path() + " " + violation.code())
                        .toList(),
                () -> config + found);
    }

    private static JsonNode json(String yaml) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(yaml);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
