package dev.stagecraft.provider.cloud.digitalocean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudRequest;
import dev.stagecraft.provider.cloud.CreateMachine;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.sandbox.digitalocean.Contract;
import dev.stagecraft.sandbox.digitalocean.SimulatedDigitalOcean;
import dev.stagecraft.sandbox.digitalocean.Team;
import dev.stagecraft.sandbox.digitalocean.TestClock;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.function.Executable;

/** A simulated cloud, a provider that talks to it and two owners; closing it holds all that was said against the contract. */
final class Scene implements AutoCloseable {
    static final String TOKEN = "dop_v1_5ecret5ecret5ecret";
    static final Owner OWNER = new Owner("0a1b2c3d-1111-2222-3333-444455556666");
    static final Owner OTHER = new Owner("0a1b2c3d-9999-2222-3333-444455556666");

    final TestClock clock = new TestClock();
    final SimulatedDigitalOcean cloud = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(clock));
    final Team team = cloud.team("acme", TOKEN);
    final List<CloudRequest> heard = new CopyOnWriteArrayList<>();
    final DigitalOceanProvider provider = provider(Duration.ofSeconds(20), RateLimits.documented());
    final CloudDriver driver = driver(TOKEN);

    DigitalOceanProvider provider(Duration requestTimeout, RateLimits limits) {
        return provider(cloud.baseUrl(), requestTimeout, limits);
    }

    DigitalOceanProvider provider(URI url, Duration requestTimeout, RateLimits limits) {
        var settings = new DigitalOceanSettings(url, Duration.ofSeconds(5), requestTimeout, 4 << 20, limits);
        return new DigitalOceanProvider(settings, clock, heard::add);
    }

    CloudDriver driver(String token) {
        return driver(provider, token);
    }

    static CloudDriver driver(DigitalOceanProvider provider, String token) {
        return provider.driver(config(), Map.of("tokenSecretRef", Secret.of(token)));
    }

    static JsonNode config() {
        return json("""
                {"tokenSecretRef": {"name": "do", "key": "token"}, "region": "nyc3", "size": "s-1vcpu-1gb",
                 "image": "ubuntu-24-04-x64", "tags": ["env:prod"]}
                """);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    static CreateMachine request(Owner owner, String host, String createId) {
        return new CreateMachine(
                owner,
                MachineRequest.of(host, "app", 1),
                createId,
                "shop-prod-" + host,
                Secret.of("#cloud-config\n{}\n"));
    }

    Machine create(String host) {
        return driver.create(request(OWNER, host, "c-" + host));
    }

    static CloudException fails(CloudException.Code code, Executable call) {
        CloudException thrown = assertThrows(CloudException.class, call);
        assertEquals(code, thrown.code(), thrown.getMessage());
        String message = String.valueOf(thrown.getMessage());
        assertFalse(message.contains("5ecret"), message);
        return thrown;
    }

    @Override
    public void close() {
        cloud.close();
        var violations = Contract.load().stream()
                .flatMap(contract ->
                        cloud.journal().entries().stream().flatMap(entry -> contract.violations(entry).stream()))
                .toList();
        assertEquals(List.of(), violations);
    }
}
