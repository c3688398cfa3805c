package dev.stagecraft.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted over the resources that exist now. All of a resource goes with {@link #remove}. */
final class ResourceMeters {
    private record InfoSeries(ResourceInfo info, Meter meter) {}

    private final MeterRegistry registry;
    private final LabelValues hostStates = new LabelValues(16);
    private final Set<String> registeredHostStates = new HashSet<>();
    private final Map<ResourceKey, Map<String, Integer>> hosts = new ConcurrentHashMap<>();
    private final Map<ResourceKey, ResourceState> states = new ConcurrentHashMap<>();
    private final Map<ResourceKey, InfoSeries> infos = new ConcurrentHashMap<>();
    private final Set<ResourceKey> rollingOut = ConcurrentHashMap.newKeySet();

    ResourceMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder(MeterCatalogue.ROLLOUTS_ACTIVE.meter(), rollingOut::size).register(registry);
        for (var state : ResourceState.values()) {
            Gauge.builder(MeterCatalogue.RESOURCES.meter(), () -> resourcesIn(state))
                    .tag("state", state.label())
                    .register(registry);
        }
    }

    synchronized void hosts(ResourceKey resource, Map<String, Integer> byState) {
        var bounded = new ConcurrentHashMap<String, Integer>();
        byState.forEach((state, count) -> bounded.merge(hostStates.bounded(state), count, Integer::sum));
        bounded.keySet().stream()
                .filter(registeredHostStates::add)
                .forEach(state -> Gauge.builder(MeterCatalogue.HOSTS.meter(), () -> hostsIn(state))
                        .tag("state", state)
                        .register(registry));
        hosts.put(resource, bounded);
    }

    void state(ResourceKey resource, ResourceState state) {
        states.put(resource, state);
    }

    void rolloutActive(ResourceKey resource, boolean active) {
        if (active) {
            rollingOut.add(resource);
        } else {
            rollingOut.remove(resource);
        }
    }

    synchronized void info(ResourceKey resource, ResourceInfo info) {
        var before = infos.get(resource);
        if (before != null && before.info().equals(info)) {
            return;
        }
        if (before != null) {
            registry.remove(before.meter());
        }
        infos.put(resource, new InfoSeries(info, infoGauge(resource, info)));
    }

    synchronized void remove(ResourceKey resource) {
        hosts.remove(resource);
        states.remove(resource);
        rollingOut.remove(resource);
        var info = infos.remove(resource);
        if (info != null) {
            registry.remove(info.meter());
        }
    }

    private Gauge infoGauge(ResourceKey resource, ResourceInfo info) {
        return Gauge.builder(MeterCatalogue.RESOURCE_INFO.meter(), () -> 1)
                .tags(Tags.of(
                        "namespace", resource.namespace(),
                        "name", resource.name(),
                        "project", info.project(),
                        "environment", info.environment(),
                        "version", info.version()))
                .register(registry);
    }

    private long resourcesIn(ResourceState state) {
        return states.values().stream().filter(state::equals).count();
    }

    private int hostsIn(String state) {
        return hosts.values().stream()
                .mapToInt(byState -> byState.getOrDefault(state, 0))
                .sum();
    }
}
