package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.plan.HostTarget;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be said against a resource at once: gathering ends at the first thing that it cannot accept, which is all
 * that an operator needs to know, and not all that a person wants to.
 */
public final class Findings {
    private final References references;
    private final Providers providers;
    private final List<Finding> found = new ArrayList<>();

    public Findings(References references, Providers providers) {
        this.references = references;
        this.providers = providers;
    }

    /**
     * What the parts of gathering say that need nothing of each other; empty also where only their interplay is wrong.
     *
     * @param tree the source, where it is at hand
     */
    public List<Finding> of(Stagecraft resource, Optional<SourceTree> tree) {
        var spec = resource.getSpec();
        var ref = Gatherer.ref(resource);
        var reading = new Reading(references, ref.namespace());
        attempt(() -> Unimplemented.check(spec));
        attempt(() -> SecretsGather.check(spec, providers.secrets()));
        attempt(() -> new EnvironmentGather(reading).resolve(spec, tree));
        var hosts = new ArrayList<HostTarget>();
        attempt(() -> hosts.addAll(HostGather.expand(spec)));
        attempt(() -> new CloudGather(providers.clouds(), reading).resolve(spec, ref, hosts));
        attempt(() -> Gatherer.sshKey(spec, reading));
        attempt(() -> new RegistryGather(reading).resolve(spec.project()));
        if (!builds(spec)) {
            // Providers of backends find the directories of migrations in a source.
            attempt(() -> new DatabaseGather(providers.engines(), reading).resolve(spec, Map.of(), Optional.empty()));
        }
        attempt(() -> new ExecutorGather(providers.ci(), reading).resolve(spec.build()));
        return List.copyOf(found);
    }

    private static boolean builds(StagecraftSpec spec) {
        return spec.backend() != null || spec.frontend() != null;
    }

    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (Rejected rejected) {
            if (rejected.result() instanceof GatherResult.Refused(var finding)) {
                found.add(finding);
            }
        }
    }
}
