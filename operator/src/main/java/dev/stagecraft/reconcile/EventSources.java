package dev.stagecraft.reconcile;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.reconcile.observe.DriftWatch;
import dev.stagecraft.reconcile.observe.MachineWatch;
import dev.stagecraft.reconcile.observe.MigrationWatch;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What makes the operator look at a resource: the resource itself, a Secret or ConfigMap it refers to, and the end of its own
 * work. Of Secrets and ConfigMaps only their names and versions are kept in memory.
 */
public final class EventSources implements Wakeup {
    private static final String INDEX = "references";

    private final SimpleInboundEventSource<Stagecraft> own = new SimpleInboundEventSource<>("own-work");
    private final MachineWatch machines;
    private final DriftWatch drift;
    private final MigrationWatch migrations;

    EventSources(MachineWatch machines, DriftWatch drift, MigrationWatch migrations) {
        this.migrations = migrations;
        this.machines = machines;
        this.drift = drift;
    }

    List<EventSource<?, Stagecraft>> prepare(EventSourceContext<Stagecraft> context) {
        var cache = context.getPrimaryCache();
        cache.addIndexer(INDEX, ReferenceNames::of);
        return List.of(
                own,
                watch(Secret.class, ReferenceNames.SECRET, cache, context),
                watch(ConfigMap.class, ReferenceNames.CONFIG_MAP, cache, context));
    }

    private static <R extends HasMetadata> InformerEventSource<R, Stagecraft> watch(
            Class<R> type,
            String kind,
            IndexerResourceCache<Stagecraft> cache,
            EventSourceContext<Stagecraft> context) {
        var configuration = InformerEventSourceConfiguration.from(type, Stagecraft.class)
                .withName("referenced-" + kind)
                .withNamespacesInheritedFromController()
                .withItemStore(new VersionsOnly<>(type))
                .withSecondaryToPrimaryMapper(changed -> referring(cache, kind, changed))
                .withPrimaryToSecondaryMapper(resource -> Set.of())
                .build();
        return new InformerEventSource<>(configuration, context);
    }

    private static Set<ResourceID> referring(IndexerResourceCache<Stagecraft> cache, String kind, HasMetadata changed) {
        var meta = changed.getMetadata();
        return cache.byIndex(INDEX, ReferenceNames.key(kind, meta.getNamespace(), meta.getName())).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    @Override
    public void wake(ResourceRef resource) {
        own.propagateEvent(new ResourceID(resource.name(), resource.namespace()));
    }

    /** The resource's own steps changed the world: what was observed of it no longer counts. */
    void changed(ResourceRef resource) {
        machines.forget(resource.uid());
        drift.forget(resource.uid());
        migrations.forget(resource.uid());
    }
}
