package dev.stagecraft.metrics;

import static dev.stagecraft.metrics.MeterEntry.counter;
import static dev.stagecraft.metrics.MeterEntry.durations;
import static dev.stagecraft.metrics.MeterEntry.gauge;

import java.util.List;
import java.util.stream.Stream;

/** Every family that the operator exposes. What is not listed here is not registered, whoever asks for it. */
public final class MeterCatalogue {
    static final MeterEntry RELEASES = counter("stagecraft.releases", "Releases that ended", "result");
    static final MeterEntry RELEASE_DURATION =
            durations("stagecraft.release.duration", "Time from the start of a release to its end", "result");
    static final MeterEntry PHASE_DURATION =
            durations("stagecraft.phase.duration", "Time that a phase of a release took", "phase", "result");
    static final MeterEntry ROLLOUTS_ACTIVE =
            gauge("stagecraft.rollouts.active", "Resources whose rollout is under way now");
    static final MeterEntry HOSTS = gauge("stagecraft.hosts", "Hosts of all resources by their state", "state");
    static final MeterEntry RESOURCES =
            gauge("stagecraft.resources", "Stagecraft resources by their overall state", "state");
    static final MeterEntry RESOURCE_INFO = gauge(
            "stagecraft.resource.info",
            "Always 1, one series for each resource, to join its project, environment and version to other series",
            "namespace",
            "name",
            "project",
            "environment",
            "version");
    static final MeterEntry CLOUD_REQUESTS = counter(
            "stagecraft.cloud.requests",
            "Requests to cloud APIs by their outcome, an HTTP status or a word for what kept an answer from coming",
            "provider",
            "operation",
            "code");
    static final MeterEntry RATE_LIMIT = gauge(
            "stagecraft.cloud.rate.limit.remaining",
            "Requests that a cloud still allows in its window, as its last answer said",
            "provider");

    private static final List<MeterEntry> OWN = List.of(
            RELEASES,
            RELEASE_DURATION,
            PHASE_DURATION,
            ROLLOUTS_ACTIVE,
            HOSTS,
            RESOURCES,
            RESOURCE_INFO,
            CLOUD_REQUESTS,
            RATE_LIMIT);

    private MeterCatalogue() {}

    /** Our own families, then those of the operator framework, then those of the JVM. */
    public static List<MeterEntry> all() {
        return Stream.of(OWN, LibraryMeters.FRAMEWORK, LibraryMeters.JVM)
                .flatMap(List::stream)
                .toList();
    }
}
