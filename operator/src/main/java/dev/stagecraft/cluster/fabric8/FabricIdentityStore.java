package dev.stagecraft.cluster.fabric8;

import dev.stagecraft.cluster.HostKeys;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.Identity.HostKey;
import dev.stagecraft.cluster.IdentityConflict;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The identity in a Secret named {@code stc-NAME}, written with optimistic locking so that no two writers differ. */
public final class FabricIdentityStore implements IdentityStore, HostKeys {
    private static final String FINGERPRINT = "fingerprint.key";
    private static final String PRIVATE = ".ssh-host-key";
    private static final String PUBLIC = ".ssh-host-key.pub";

    private final KubernetesClient client;
    private final SecureRandom random = new SecureRandom();

    public FabricIdentityStore(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Identity ensure(ResourceRef resource, Collection<String> hosts, Supplier<HostKey> newHostKey) {
        var name = name(resource);
        var found = own(resource);
        var data = new TreeMap<String, String>(found == null || found.getData() == null ? Map.of() : found.getData());
        if (complete(data, hosts, newHostKey)) {
            write(resource, name, found, data);
        }
        return read(data);
    }

    @Override
    public Map<String, String> of(ResourceRef resource) {
        var found = own(resource);
        var keys = new TreeMap<String, String>();
        if (found != null && found.getData() != null) {
            read(found.getData()).hostKeys().forEach((host, key) -> keys.put(host, key.publicKey()));
        }
        return keys;
    }

    private static String name(ResourceRef resource) {
        return "stc-" + resource.name();
    }

    private io.fabric8.kubernetes.api.model.@Nullable Secret own(ResourceRef resource) {
        var found = client.secrets()
                .inNamespace(resource.namespace())
                .withName(name(resource))
                .get();
        if (found != null && !Owned.is(found, resource)) {
            throw new IdentityConflict("Secret " + name(resource) + " in namespace " + resource.namespace()
                    + " belongs to somebody else: delete or rename it, the operator keeps host keys there");
        }
        return found;
    }

    /** Whether anything had to be added. */
    private boolean complete(Map<String, String> data, Collection<String> hosts, Supplier<HostKey> newHostKey) {
        boolean changed = false;
        if (!data.containsKey(FINGERPRINT)) {
            var key = new byte[32];
            random.nextBytes(key);
            data.put(FINGERPRINT, Base64.getEncoder().encodeToString(key));
            changed = true;
        }
        for (var host : hosts) {
            if (!data.containsKey(host + PRIVATE)) {
                var key = newHostKey.get();
                data.put(host + PRIVATE, encode(key.privateKey().revealBytes()));
                data.put(host + PUBLIC, encode(key.publicKey().getBytes(StandardCharsets.UTF_8)));
                changed = true;
            }
        }
        return changed;
    }

    private void write(
            ResourceRef resource,
            String name,
            io.fabric8.kubernetes.api.model.@Nullable Secret found,
            Map<String, String> data) {
        if (found == null) {
            var fresh = new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace(resource.namespace())
                    .withLabels(Owned.labels(resource))
                    .withOwnerReferences(Owned.by(resource))
                    .endMetadata()
                    .withData(data)
                    .build();
            client.resource(fresh).create();
        } else {
            client.resource(new SecretBuilder(found).withData(data).build()).update();
        }
    }

    private static Identity read(Map<String, String> data) {
        var keys = new HashMap<String, HostKey>();
        for (var entry : data.entrySet()) {
            if (entry.getKey().endsWith(PUBLIC)) {
                var host = entry.getKey().substring(0, entry.getKey().length() - PUBLIC.length());
                var secret = data.get(host + PRIVATE);
                if (secret != null) {
                    keys.put(
                            host,
                            new HostKey(
                                    new String(decode(entry.getValue()), StandardCharsets.UTF_8),
                                    Secret.of(decode(secret))));
                }
            }
        }
        return new Identity(Secret.of(decode(data.getOrDefault(FINGERPRINT, ""))), keys);
    }

    private static String encode(byte[] value) {
        return Base64.getEncoder().encodeToString(value);
    }

    private static byte[] decode(String value) {
        return Base64.getDecoder().decode(value);
    }
}
