package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.Identity;
import dev.stagecraft.cluster.IdentityConflict;
import dev.stagecraft.cluster.IdentityStore;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.log.LiveSecrets;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.secret.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Gathers a resource: short reads from the API server only, so that it may run on the reconcile thread. */
public final class Gatherer {
    private final References references;
    private final IdentityStore identities;
    private final Supplier<Identity.HostKey> newHostKey;
    private final Providers providers;
    private final Sources sources;
    private final LiveSecrets secrets;

    public Gatherer(
            References references,
            IdentityStore identities,
            Supplier<Identity.HostKey> newHostKey,
            Providers providers,
            Sources sources,
            LiveSecrets secrets) {
        this.references = references;
        this.identities = identities;
        this.newHostKey = newHostKey;
        this.providers = providers;
        this.sources = sources;
        this.secrets = secrets;
    }

    /** The resource as far as the cluster and its source tell. Throws what the API client throws. */
    public GatherResult gather(Stagecraft resource, Sources.Known known) {
        return gather(resource, (asked, reading) -> complete(asked, reading, known));
    }

    private GatherResult gather(Stagecraft resource, BiFunction<Stagecraft, Reading, Gathered> how) {
        var ref = ref(resource);
        var reading = new Reading(references, ref.namespace());
        try {
            var gathered = how.apply(resource, reading);
            secrets.keep(ref.uid(), reading.seen());
            return new GatherResult.Complete(gathered);
        } catch (Rejected rejected) {
            return rejected.result();
        } finally {
            secrets.add(ref.uid(), reading.seen());
        }
    }

    /** Knows the secrets of every resource. */
    public Sanitizer sanitizer() {
        return secrets.sanitizer();
    }

    /** The resource is gone: what was read for it is not needed any more. */
    public void forget(ResourceRef resource) {
        secrets.forget(resource.uid());
        sources.forget(resource.uid());
    }

    private Gathered complete(Stagecraft resource, Reading reading, Sources.Known known) {
        var spec = resource.getSpec();
        var ref = ref(resource);
        var composes = new ComposeGather(reading);
        Unimplemented.check(spec);
        SecretsGather.check(spec, providers.secrets());
        var source = new SourceGather(reading, sources).resolve(spec, ref, known);
        var hosts = HostGather.expand(spec);
        var environments = new EnvironmentGather(reading);
        var environment = environments.resolve(spec, source.map(Source::tree));
        var given = variables(spec, environment);
        var loaded = composes.load(spec, source.map(Source::tree), given);
        var roles = composes.roles(spec, loaded.file(), hosts);
        var variables = given.with(loaded.file().localVariables());
        composes.variables(loaded.file(), variables, environments::origin);
        new HostPolicy(reading).check(loaded.file(), variables.revealed());
        var cloud = new CloudGather(providers.clouds(), reading).resolve(spec, ref, hosts);
        var sshKey = sshKey(spec, reading);
        var registry = new RegistryGather(reading).resolve(spec.project());
        var identity = identity(ref, cloud.ownsMachines() ? names(hosts) : List.of());
        var shipment = ComposeGather.ship(loaded, variables, identity.fingerprintKey());
        var compose = shipment.file();
        var contents = Contents.of(shipment.environments(), shipment.files());
        reading.conceal(contents.secrets());
        var notes = new ArrayList<String>();
        var parts = composes.cut(compose, roles, notes);
        var images = Images.select(spec, compose, variables);
        ReleaseSize.bundle(variables, contents);
        ReleaseSize.rendered(new TreeMap<>(parts), images, ref.uid());
        var built = new BuildGather(providers.apps(), reading)
                .resolve(new BuildGather.Around(
                        spec, compose, images, environment, variables, identity.fingerprintKey(), source));
        HookGather.check(spec, roles.keySet(), built.builds());
        var databases = new DatabaseGather(providers.engines(), reading).resolve(spec, built.migrations(), source);
        DatabaseGather.check(databases, built.builds());
        var ciSecrets = new ExecutorGather(providers.ci(), reading).resolve(spec.build());
        var fromSource = new FromSource(source, built.builds(), ciSecrets);
        var inputsHash = Hashes.inputs(
                spec,
                compose.tree().toString(),
                variables.fingerprint(identity.fingerprintKey()),
                contents.environments().isEmpty() ? "" : contents.fingerprint(identity.fingerprintKey()),
                DatabaseGather.fingerprint(databases, source),
                built.builds());
        return new Gathered(
                ref,
                spec,
                Hashes.spec(spec, inputsHash),
                inputsHash,
                hosts,
                compose,
                new TreeMap<>(parts),
                roles,
                environment,
                variables,
                contents,
                cloud,
                sshKey,
                registry,
                identity,
                notes,
                databases,
                fromSource,
                sanitizer(variables, sshKey)
                        .with(DatabaseGather.secrets(databases))
                        .with(contents.secrets())
                        .with(registry.secrets())
                        .with(fromSource.secrets()));
    }

    private Identity identity(ResourceRef ref, List<String> hosts) {
        try {
            return identities.ensure(ref, hosts, newHostKey);
        } catch (IdentityConflict taken) {
            throw Rejected.at("SecretTaken", "metadata.name", String.valueOf(taken.getMessage()));
        }
    }

    /** Whose resource it is. */
    public static ResourceRef ref(Stagecraft resource) {
        var meta = resource.getMetadata();
        return new ResourceRef(meta.getNamespace(), meta.getName(), meta.getUid());
    }

    /**
     * The resource with what a release serves in the place of all that would be read from its source.
     *
     * @param mark the commit that status names
     * @param specHash of the spec that was decided on last, which this one is taken for; {@code inputsHash} likewise
     */
    public GatherResult gatherStored(
            Stagecraft resource, Served served, SourceMark mark, String specHash, String inputsHash) {
        return gather(resource, (asked, reading) -> stored(asked, reading, served, mark, specHash, inputsHash));
    }

    private Gathered stored(
            Stagecraft resource, Reading reading, Served served, SourceMark mark, String specHash, String inputsHash) {
        var spec = resource.getSpec();
        var ref = ref(resource);
        var source = SourceGather.unread(spec, mark, reading);
        var hosts = HostGather.expand(spec);
        var compose = StoredCompose.of(served);
        reading.conceal(served.variables().concealed());
        reading.conceal(served.contents().secrets());
        var cloud = new CloudGather(providers.clouds(), reading).resolve(spec, ref, hosts);
        var sshKey = sshKey(spec, reading);
        var registry = new RegistryGather(reading).resolve(spec.project());
        var databases = new DatabaseGather(providers.engines(), reading).resolve(spec, Map.of(), Optional.of(source));
        var fromSource = new FromSource(Optional.of(source), List.of(), Collections.emptySortedMap());
        return new Gathered(
                ref,
                spec,
                specHash,
                inputsHash,
                hosts,
                compose.file(),
                compose.parts(),
                compose.roles(),
                served.environment(),
                served.variables(),
                served.contents(),
                cloud,
                sshKey,
                registry,
                identity(ref, cloud.ownsMachines() ? names(hosts) : List.of()),
                List.of(),
                databases,
                fromSource,
                sanitizer(served.variables(), sshKey)
                        .with(DatabaseGather.secrets(databases))
                        .with(served.contents().secrets())
                        .with(registry.secrets())
                        .with(fromSource.secrets()));
    }

    /** What is needed to take a resource's machines away, although its compose file may be long gone. */
    public GatherResult gatherForRemoval(Stagecraft resource) {
        return gather(resource, this::forRemoval);
    }

    private Gathered forRemoval(Stagecraft resource, Reading reading) {
        var spec = resource.getSpec();
        var ref = ref(resource);
        var hosts = HostGather.expand(spec);
        var cloud = new CloudGather(providers.clouds(), reading).resolve(spec, ref, hosts);
        var sshKey = cloud.ownsMachines() ? orElse(() -> sshKey(spec, reading), Secret.of("")) : sshKey(spec, reading);
        var ciSecrets = orElse(
                () -> new ExecutorGather(providers.ci(), reading).resolve(spec.build()),
                Collections.<String, Secret>emptySortedMap());
        return new Gathered(
                ref,
                spec,
                "removal",
                "removal",
                hosts,
                StoredCompose.none(),
                new TreeMap<>(),
                Map.of(),
                Environment.empty(),
                Environment.empty(),
                Contents.NONE,
                cloud,
                sshKey,
                RegistryCredentials.none(),
                new Identity(Secret.of(""), Map.of()),
                List.of(),
                List.of(),
                new FromSource(Optional.empty(), List.of(), ciSecrets),
                sanitizer(Environment.empty(), sshKey));
    }

    /** What a removal can do without. */
    private static <T> T orElse(Supplier<T> read, T missing) {
        try {
            return read.get();
        } catch (Rejected rejected) {
            return missing;
        }
    }

    static Secret sshKey(StagecraftSpec spec, Reading reading) {
        var ref = spec.ssh().keySecretRef();
        if (ref == null) {
            throw Rejected.at(
                    "InvalidSpec", "spec.ssh.keySecretRef", "no SSH key is named; name a Secret with a private key");
        }
        var key = ref.key().isEmpty() ? "ssh-privatekey" : ref.key();
        return reading.secret(ref.name(), key, "spec.ssh.keySecretRef");
    }

    /** The environment with what the operator itself gives. */
    static Environment variables(StagecraftSpec spec, Environment environment) {
        var values = new TreeMap<String, Secret>();
        var project = spec.project();
        values.put("STAGECRAFT_PROJECT", Secret.of(project == null ? "" : project.name()));
        values.put("STAGECRAFT_REGISTRY", Secret.of(project == null ? "" : project.registry()));
        values.put("STAGECRAFT_ENVIRONMENT", Secret.of(spec.environment()));
        values.put("STAGECRAFT_VERSION", Secret.of(spec.version()));
        values.putAll(environment.values());
        return new Environment(values, environment.secretNames());
    }

    private static List<String> names(List<HostTarget> hosts) {
        return hosts.stream().map(HostTarget::name).toList();
    }

    private static Sanitizer sanitizer(Environment environment, Secret sshKey) {
        var secrets = new ArrayList<>(environment.concealed());
        if (!sshKey.isEmpty()) {
            secrets.add(sshKey);
        }
        return Sanitizer.of(secrets);
    }
}
