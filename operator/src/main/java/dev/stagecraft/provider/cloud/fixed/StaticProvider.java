package dev.stagecraft.provider.cloud.fixed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.cloud.AddressPolicy;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.MachineDefaults;
import dev.stagecraft.provider.cloud.MachineId;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hosts that exist already, by address and host key. */
public final class StaticProvider implements CloudProvider {
    private static final String ID = "static";

    private final AddressPolicy policy;

    /** Without loopback addresses, as the class path finds it. */
    public StaticProvider() {
        this(new AddressPolicy(false));
    }

    public StaticProvider(AddressPolicy policy) {
        this.policy = policy;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Violation> check(JsonNode config, List<MachineRequest> hosts) {
        return StaticConfig.check(config, hosts, policy);
    }

    @Override
    public MachineDefaults defaults(JsonNode config) {
        return MachineDefaults.NONE;
    }

    @Override
    public List<SecretReference> secrets(JsonNode config) {
        return StaticConfig.read(config, policy).config().hosts().values().stream()
                .flatMap(host -> host.hostKeySecret().stream())
                .toList();
    }

    /** @throws CloudException {@code INVALID_REQUEST} if a Secret holds no host key */
    @Override
    public CloudDriver driver(JsonNode config, Map<String, Secret> secretsByPath) {
        StaticConfig.Reading reading = StaticConfig.read(config, policy);
        if (!reading.violations().isEmpty()) {
            throw new IllegalArgumentException("The configuration is faulty; check it first.");
        }
        return new StaticDriver(reading.config().hosts().values().stream()
                .map(host -> machine(host, secretsByPath))
                .toList());
    }

    @Override
    public boolean ownsMachines() {
        return false;
    }

    private static Machine machine(FixedHost host, Map<String, Secret> secrets) {
        String hostKey = host.hostKey()
                .or(() -> host.hostKeySecret().map(reference -> fromSecret(reference, secrets)))
                .orElseThrow();
        return new Machine(
                id(host),
                host.name(),
                Optional.of(host.name()),
                Optional.empty(),
                Machine.State.ACTIVE,
                false,
                Optional.of(host.address()),
                Optional.empty(),
                "",
                "",
                "",
                Set.of(),
                Instant.EPOCH,
                Optional.of(hostKey),
                host.port());
    }

    /** Another address or port is another machine, on which nothing is known to run. */
    private static MachineId id(FixedHost host) {
        var digest = CanonicalJson.hash(Map.of("address", host.address(), "port", host.port()));
        return new MachineId(host.name() + "-" + digest.substring(digest.length() - 12));
    }

    private static String fromSecret(SecretReference reference, Map<String, Secret> secrets) {
        Secret secret = secrets.get(reference.path());
        if (secret == null) {
            throw new IllegalArgumentException("The Secret of " + reference.path() + " was not resolved.");
        }
        return HostKey.parse(secret.reveal())
                .orElseThrow(() -> new CloudException(
                        CloudException.Code.INVALID_REQUEST,
                        "Key %s of Secret %s, which %s names, is not %s."
                                .formatted(reference.key(), reference.name(), reference.path(), HostKey.SHAPE)));
    }
}
