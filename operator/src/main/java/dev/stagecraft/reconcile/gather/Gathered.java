package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.status.Assessment;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A resource with everything it refers to, checked as far as this can be done without leaving the cluster.
 *
 * @param specHash the fingerprint of the normalised spec and of what it refers to, without image digests
 * @param inputsHash the fingerprint of what a release would serve, without image digests
 * @param compose the whole file
 * @param parts the part of it for each role
 * @param roles service to role
 * @param variables what Compose's interpolation sees: the environment and the STAGECRAFT_ names
 * @param contents what lies beside the compose file
 * @param sshKey the client key
 * @param registry the logins to registries, which no fingerprint covers: a new password is no new release
 * @param databases those with migrations, by name
 * @param fromSource what is taken from the Git repository beside migrations
 * @param sanitizer knows every secret that was read
 */
public record Gathered(
        ResourceRef resource,
        StagecraftSpec spec,
        String specHash,
        String inputsHash,
        List<HostTarget> hosts,
        ComposeFile compose,
        SortedMap<String, ComposeFile> parts,
        Map<String, String> roles,
        Environment environment,
        Environment variables,
        Contents contents,
        Cloud cloud,
        Secret sshKey,
        RegistryCredentials registry,
        Identity identity,
        List<String> notes,
        List<Database> databases,
        FromSource fromSource,
        Sanitizer sanitizer) {

    public Gathered {
        databases = List.copyOf(databases);
        hosts = List.copyOf(hosts);
        parts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        roles = Map.copyOf(roles);
        notes = List.copyOf(notes);
    }

    /** The roles in the order in which their services start. */
    public List<String> roleOrder() {
        return compose.startOrder().stream()
                .map(service -> roles.getOrDefault(service, ComposeGather.DEFAULT_ROLE))
                .distinct()
                .toList();
    }

    /** What is asked for, as status is judged by it. */
    public Assessment.Wanted wanted() {
        return new Assessment.Wanted(specHash, inputsHash, roles);
    }

    /** Whether no release rolls the service. */
    public boolean manual(String service) {
        return ComposeGather.manual(spec, service);
    }

    @Override
    public String toString() {
        return "Gathered[" + resource + ", " + specHash + "]";
    }
}
