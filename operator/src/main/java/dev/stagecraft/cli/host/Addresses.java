package dev.stagecraft.cli.host;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cli.session.Suggestion;
import dev.stagecraft.cluster.IdentityConflict;
import dev.stagecraft.host.HostAddress;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.KnownHost;
import dev.stagecraft.provider.cloud.Machine;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.release.HostRecord;
import dev.stagecraft.secret.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the hosts of a resource are reached: the same address, port, user, key and pinned host key as the operator uses. Reads only;
 * what the operator has not made yet is said, not made.
 */
final class Addresses {
    private static final String USUAL_KEY = "ssh-privatekey";
    private static final String KEY_PATH = "spec.ssh.keySecretRef";

    private final Session session;
    private final Fleet fleet;

    private Addresses(Session session, Fleet fleet) {
        this.session = session;
        this.fleet = fleet;
    }

    /** Of each of the hosts, in their order. */
    static List<HostAddress> of(Session session, Fleet fleet, List<HostRecord> hosts) {
        var addresses = new Addresses(session, fleet);
        hosts.forEach(addresses::requireAddress);
        var login = addresses.login();
        var provider = addresses.provider();
        var borrowed = provider.ownsMachines() ? List.<Machine>of() : addresses.borrowed(provider);
        var made = provider.ownsMachines() ? addresses.made() : Map.<String, String>of();
        return hosts.stream()
                .map(host -> KnownHost.of(host, borrowed, made))
                .map(host -> addresses.known(host).address(login))
                .toList();
    }

    private void requireAddress(HostRecord host) {
        if (host.publicIp().or(host::privateIp).isEmpty()) {
            throw CommandFailure.of("Host " + host.name() + " has no address yet, its state is "
                    + host.state().label() + "; " + status() + " shows what it waits for.");
        }
    }

    private String status() {
        return Suggestion.command(session, "status", fleet.name());
    }

    private KnownHost known(KnownHost host) {
        if (host.key().isEmpty()) {
            throw CommandFailure.of("No key is known that host " + host.name()
                    + " must show, and an unknown one is never trusted: the operator has not made this host yet, or"
                    + " it is not declared any more; " + status() + " shows what it waits for.");
        }
        return host;
    }

    private KnownHost.Login login() {
        var ssh = fleet.resource().getSpec().ssh();
        var ref = ssh.keySecretRef();
        if (ref == null) {
            throw CommandFailure.of("Stagecraft " + fleet.name() + " names no SSH key; set " + KEY_PATH + ".");
        }
        return new KnownHost.Login(
                ssh.user(), ssh.port(), secret(ref.name(), ref.key().isEmpty() ? USUAL_KEY : ref.key(), KEY_PATH));
    }

    private CloudProvider provider() {
        var selection = fleet.resource().getSpec().cloud();
        if (selection == null) {
            throw CommandFailure.of(
                    "Stagecraft " + fleet.name() + " chooses no cloud provider; set spec.cloud.provider.");
        }
        var clouds = session.world().providers().clouds();
        return clouds.find(selection.provider())
                .orElseThrow(() -> CommandFailure.of(clouds.unknownProvider("spec.cloud.provider", selection.provider())
                        .message()));
    }

    private List<Machine> borrowed(CloudProvider provider) {
        var path = "spec.cloud.providers." + provider.id();
        var config = Optional.ofNullable(fleet.resource().getSpec().cloud())
                .flatMap(selection -> selection.config())
                .orElse(JsonNodeFactory.instance.objectNode());
        provider.check(config, List.of()).stream().findFirst().ifPresent(violation -> {
            throw CommandFailure.of(
                    path + "." + violation.path() + " of Stagecraft " + fleet.name() + ": " + violation.message());
        });
        var secrets = new HashMap<String, Secret>();
        provider.secrets(config)
                .forEach(reference -> secrets.put(
                        reference.path(), secret(reference.name(), reference.key(), path + "." + reference.path())));
        try {
            return provider.driver(config, secrets)
                    .list(new Owner(fleet.resource().getMetadata().getUid()));
        } catch (CloudException refused) {
            throw CommandFailure.of(String.valueOf(refused.getMessage()), refused);
        }
    }

    private Map<String, String> made() {
        var name = "stc-" + fleet.name();
        try {
            return allowed(
                    name,
                    "the keys that its hosts must show",
                    () -> session.world().hostKeys().of(fleet.ref()));
        } catch (IdentityConflict taken) {
            throw CommandFailure.of(taken.getMessage() + ".", taken);
        }
    }

    private Secret secret(String name, String key, String path) {
        var values = allowed(
                        name,
                        "what " + path + " names",
                        () -> session.world().references().secret(fleet.namespace(), name))
                .orElseThrow(() -> CommandFailure.of("There is no Secret " + name + " in namespace "
                        + fleet.namespace() + ", which " + path + " of Stagecraft " + fleet.name()
                        + " names; create it, or name another."));
        return Optional.ofNullable(values.get(key))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> CommandFailure.of("Secret " + name + " in namespace " + fleet.namespace()
                        + " has no value under the key " + key + ", which " + path + " of Stagecraft " + fleet.name()
                        + " names; put it there, or name another."));
    }

    private <T> T allowed(String name, String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw refused;
            }
            throw CommandFailure.of(
                    "You may not read Secret " + name + " in namespace " + fleet.namespace() + ", which holds " + what
                            + ", and without it no host is connected to: ask for the verb get on that Secret.",
                    refused);
        }
    }
}
