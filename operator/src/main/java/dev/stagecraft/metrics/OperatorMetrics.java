package dev.stagecraft.metrics;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The meters of one operator. Every call is cheap, never throws for odd values, and is safe from any thread. */
public final class OperatorMetrics implements AutoCloseable {
    /** Bounds of the duration histograms: from a release that changes nothing to one with a long migration. */
    private static final Duration[] MINUTES = Stream.of(1, 5, 15, 30, 60, 120, 300, 600, 1200, 3600)
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    /** A reconciliation only decides, so its histogram is much finer. */
    private static final Duration[] MILLIS =
            Stream.of(5, 25, 100, 500, 2500, 10_000).map(Duration::ofMillis).toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ResourceMeters resources;
    private final Metrics framework;
    private final Map<String, AtomicLong> rateLimits = new ConcurrentHashMap<>();
    private final LabelValues results = new LabelValues(12);
    private final LabelValues phases = new LabelValues(8);
    private final LabelValues providers = new LabelValues(8);
    private final LabelValues operations = new LabelValues(32);
    private final LabelValues codes = new LabelValues(24);

    public OperatorMetrics() {
        registry.config().meterFilter(new CatalogueFilter(MeterCatalogue.all()));
        Stream.of(
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        collections,
                        new JvmThreadMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics())
                .forEach(binder -> binder.bindTo(registry));
        resources = new ResourceMeters(registry);
        // A counter that is born at 1 never rises for increase(), and the first failure would go unseen.
        Stream.of("succeeded", "failed", "superseded").forEach(this::releases);
        // The builder that collects per resource would make dozens of series an object; this one is per controller.
        framework = MicrometerMetricsV2.newBuilder(registry)
                .withExecutionTimerConfig(timer -> timer.serviceLevelObjectives(MILLIS))
                .build();
    }

    /** What the operator framework reports to. */
    public Metrics framework() {
        return framework;
    }

    /** The exposition text of this moment. */
    public String scrape() {
        return registry.scrape();
    }

    /** A release ended. {@code result} is its final state. */
    public void releaseFinished(String result, Duration total) {
        var tags = Tags.of("result", results.bounded(result));
        releases(result).increment();
        record(MeterCatalogue.RELEASE_DURATION, tags, total);
    }

    private Counter releases(String result) {
        return Counter.builder(MeterCatalogue.RELEASES.meter())
                .tags("result", results.bounded(result))
                .register(registry);
    }

    /** A phase ended in one of its final statuses. */
    public void phaseFinished(String phase, String result, Duration duration) {
        record(
                MeterCatalogue.PHASE_DURATION,
                Tags.of("phase", phases.bounded(phase), "result", results.bounded(result)),
                duration);
    }

    /** Replaces what was known of the hosts of a resource; states without hosts may be left out. */
    public void hosts(ResourceKey resource, Map<String, Integer> byState) {
        resources.hosts(resource, byState);
    }

    /** Replaces the overall state of a resource. */
    public void resourceState(ResourceKey resource, ResourceState state) {
        resources.state(resource, state);
    }

    /** Replaces the info series of a resource; the same info again changes nothing. */
    public void resourceInfo(ResourceKey resource, ResourceInfo info) {
        resources.info(resource, info);
    }

    /** A rollout began or ended. */
    public void rolloutActive(ResourceKey resource, boolean active) {
        resources.rolloutActive(resource, active);
    }

    /** The resource is gone, and with it every series and count that came from it. */
    public void resourceRemoved(ResourceKey resource) {
        resources.remove(resource);
    }

    /** A request was answered, or was not: {@code code} is the HTTP status, or a word such as {@code timeout}. */
    public void cloudRequest(String provider, String operation, String code) {
        Counter.builder(MeterCatalogue.CLOUD_REQUESTS.meter())
                .tags(
                        "provider", providers.bounded(provider),
                        "operation", operations.bounded(operation),
                        "code", codes.bounded(code))
                .register(registry)
                .increment();
    }

    /** What the last answer of a cloud said about requests left. */
    public void rateLimitRemaining(String provider, long remaining) {
        rateLimits
                .computeIfAbsent(providers.bounded(provider), this::rateLimitGauge)
                .set(remaining);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private AtomicLong rateLimitGauge(String provider) {
        var value = new AtomicLong();
        Gauge.builder(MeterCatalogue.RATE_LIMIT.meter(), value::get)
                .tag("provider", provider)
                .register(registry);
        return value;
    }

    private void record(MeterEntry entry, Tags tags, Duration duration) {
        Timer.builder(entry.meter())
                .tags(tags)
                .serviceLevelObjectives(MINUTES)
                .register(registry)
                .record(duration.isNegative() ? Duration.ZERO : duration);
    }
}
