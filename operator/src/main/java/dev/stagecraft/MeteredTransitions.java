package dev.stagecraft;

import dev.stagecraft.api.v1alpha1.PhaseStatus;
import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.api.v1alpha1.StagecraftStatus;
import dev.stagecraft.cluster.Announcer.Announcement;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.metrics.OperatorMetrics;
import dev.stagecraft.metrics.ResourceInfo;
import dev.stagecraft.metrics.ResourceKey;
import dev.stagecraft.metrics.ResourceState;
import dev.stagecraft.reconcile.Transitions;
import dev.stagecraft.release.PhaseState;
import dev.stagecraft.status.Announcements;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Feeds the meters from what became durable, and passes on what people are to be told. */
final class MeteredTransitions implements Transitions {
    private final OperatorMetrics metrics;

    MeteredTransitions(OperatorMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public Changes between(ResourceRef resource, StagecraftSpec spec, StagecraftStatus before, StagecraftStatus after) {
        gauges(resource, spec, after);
        after.releases().forEach(release -> ended(find(before, release.id()), release));
        var announcements = Announcements.between(before, after).stream()
                .map(words -> new Announcement(words.warning(), words.reason(), words.message()))
                .toList();
        return new Changes(announcements, !before.releases().equals(after.releases()));
    }

    @Override
    public void removed(ResourceRef resource) {
        metrics.resourceRemoved(key(resource));
    }

    private static ResourceKey key(ResourceRef resource) {
        return new ResourceKey(resource.namespace(), resource.name());
    }

    private void gauges(ResourceRef resource, StagecraftSpec spec, StagecraftStatus after) {
        var hosts = new TreeMap<String, Integer>();
        after.hosts().forEach(host -> hosts.merge(host.state().toLowerCase(java.util.Locale.ROOT), 1, Integer::sum));
        var project = spec.project();
        var key = key(resource);
        var current = after.current();
        metrics.hosts(key, hosts);
        metrics.resourceInfo(
                key,
                new ResourceInfo(
                        project == null ? "" : project.name(),
                        spec.environment(),
                        current == null ? "" : current.version()));
        metrics.resourceState(key, state(spec, after));
        metrics.rolloutActive(
                key,
                after.releases().stream().anyMatch(release -> release.state().equals("Running")));
    }

    private static ResourceState state(StagecraftSpec spec, StagecraftStatus after) {
        if (spec.suspend()) {
            return ResourceState.SUSPENDED;
        }
        if (isTrue(after, "Stalled")) {
            return ResourceState.STALLED;
        }
        return isTrue(after, "Ready") ? ResourceState.READY : ResourceState.RECONCILING;
    }

    private static boolean isTrue(StagecraftStatus status, String type) {
        return status.conditions().stream()
                .anyMatch(condition -> condition.getType().equals(type)
                        && condition.getStatus().equals("True"));
    }

    private static @Nullable ReleaseSummary find(StagecraftStatus status, String id) {
        return status.releases().stream()
                .filter(release -> release.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void ended(@Nullable ReleaseSummary before, ReleaseSummary after) {
        boolean wasOpen = before != null && before.finishedAt() == null;
        if (wasOpen && after.finishedAt() != null) {
            metrics.releaseFinished(
                    after.state().toLowerCase(java.util.Locale.ROOT), between(after.startedAt(), after.finishedAt()));
        }
        if (before != null) {
            after.phases().forEach(phase -> phaseEnded(before, phase));
        }
    }

    private void phaseEnded(ReleaseSummary before, PhaseStatus phase) {
        var was = before.phases().stream()
                .filter(known -> known.name().equals(phase.name()))
                .findFirst();
        boolean ended = PhaseState.of(phase.status()).isFinal()
                && was.filter(known -> !PhaseState.of(known.status()).isFinal()).isPresent();
        if (ended && phase.startedAt() != null) {
            metrics.phaseFinished(phase.name(), phase.status(), between(phase.startedAt(), phase.finishedAt()));
        }
    }

    private static Duration between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? Duration.ZERO : Duration.between(from, to);
    }
}
