package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.plan.CanonicalJson;
import dev.stagecraft.plan.HostDefaults;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.cloud.CloudDriver;
import dev.stagecraft.provider.cloud.CloudException;
import dev.stagecraft.provider.cloud.CloudProvider;
import dev.stagecraft.provider.cloud.MachineRequest;
import dev.stagecraft.provider.cloud.Owner;
import dev.stagecraft.secret.Secret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the cloud provider, lets it check its configuration, and resolves the Secrets that it names. */
final class CloudGather {
    private final ProviderRegistry<CloudProvider> providers;
    private final Reading reading;

    CloudGather(ProviderRegistry<CloudProvider> providers, Reading reading) {
        this.providers = providers;
        this.reading = reading;
    }

    Cloud resolve(StagecraftSpec spec, ResourceRef resource, List<HostTarget> hosts) {
        var selection = spec.cloud();
        if (selection == null) {
            throw Rejected.at("InvalidSpec", "spec.cloud", "no cloud provider is chosen; set cloud.provider");
        }
        var provider = providers.find(selection.provider()).orElseThrow(() -> {
            var violation = providers.unknownProvider("spec.cloud.provider", selection.provider());
            return Rejected.at("InvalidSpec", violation.path(), violation.message());
        });
        var path = "spec.cloud.providers." + provider.id();
        var config = selection.config().orElse(JsonNodeFactory.instance.objectNode());
        Violations.refuse(provider.check(config, requests(hosts)), path);
        var secrets = secrets(provider, config, path);
        var account = account(provider.id(), config, secrets);
        return new Cloud(
                provider.id(),
                path,
                driver(provider, config, secrets, path),
                provider.ownsMachines(),
                defaults(provider, config, path),
                new Owner(resource.uid()),
                account);
    }

    private static CloudDriver driver(
            CloudProvider provider, JsonNode config, Map<String, Secret> secrets, String path) {
        try {
            return provider.driver(config, secrets);
        } catch (CloudException e) {
            var reason = e.refusesToken() ? "CloudUnauthorized" : "InvalidSpec";
            throw Rejected.at(reason, path, String.valueOf(e.getMessage()));
        }
    }

    private static HostDefaults defaults(CloudProvider provider, JsonNode config, String path) {
        var found = provider.defaults(config);
        return new HostDefaults(path, found.size(), found.region(), found.image());
    }

    private static List<MachineRequest> requests(List<HostTarget> hosts) {
        return hosts.stream().map(CloudGather::request).toList();
    }

    /** A host as the cloud is asked for it. */
    static MachineRequest request(HostTarget host) {
        return new MachineRequest(host.name(), host.role(), host.index(), host.size(), host.region(), host.image());
    }

    private Map<String, Secret> secrets(CloudProvider provider, JsonNode config, String path) {
        var found = new HashMap<String, Secret>();
        for (SecretReference reference : provider.secrets(config)) {
            found.put(
                    reference.path(), reading.secret(reference.name(), reference.key(), path + "." + reference.path()));
        }
        return found;
    }

    private static String account(String id, JsonNode config, Map<String, Secret> secrets) {
        var values = new TreeMap<String, Object>();
        secrets.forEach((path, secret) -> values.put(path, secret.reveal()));
        return CanonicalJson.hash(Map.of("provider", id, "config", config.toString(), "secrets", values));
    }
}
