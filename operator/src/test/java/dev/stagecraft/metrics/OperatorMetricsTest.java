package dev.stagecraft.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    private static final ResourceKey SHOP = new ResourceKey("shop", "shop-prod");
    private static final ResourceKey BLOG = new ResourceKey("blog", "blog-prod");

    private final OperatorMetrics metrics = new OperatorMetrics();

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void releaseIsCountedAndTimed() {
        metrics.releaseFinished("succeeded", Duration.ofSeconds(90));
        metrics.releaseFinished("Succeeded", Duration.ofSeconds(10));

        assertSample("stagecraft_releases_total{result=\"succeeded\"} 2.0");
        assertSample("stagecraft_release_duration_seconds_sum{result=\"succeeded\"} 100.0");
        assertSample("stagecraft_release_duration_seconds_bucket{result=\"succeeded\",le=\"15.0\"} 1");
    }

    @Test
    void releasesAreCountedFromZeroSoThatTheFirstFailureIsARise() {
        assertSample("stagecraft_releases_total{result=\"succeeded\"} 0.0");
        assertSample("stagecraft_releases_total{result=\"failed\"} 0.0");
        assertSample("stagecraft_releases_total{result=\"superseded\"} 0.0");
    }

    @Test
    void phaseIsTimedByPhaseAndResult() {
        metrics.phaseFinished("rollout", "failed", Duration.ofSeconds(7));

        assertSample("stagecraft_phase_duration_seconds_count{phase=\"rollout\",result=\"failed\"} 1");
    }

    @Test
    void hostsAreSummedOverResourcesAndLeaveWithThem() {
        metrics.hosts(SHOP, Map.of("Ready", 2, "Creating", 1));
        metrics.hosts(BLOG, Map.of("Ready", 1));
        assertSample("stagecraft_hosts{state=\"ready\"} 3.0");
        assertSample("stagecraft_hosts{state=\"creating\"} 1.0");

        metrics.hosts(SHOP, Map.of("Ready", 3));
        assertSample("stagecraft_hosts{state=\"ready\"} 4.0");
        assertSample("stagecraft_hosts{state=\"creating\"} 0.0");

        metrics.resourceRemoved(SHOP);
        assertSample("stagecraft_hosts{state=\"ready\"} 1.0");
    }

    @Test
    void resourcesAreCountedInTheirLastStateOnly() {
        metrics.resourceState(SHOP, ResourceState.RECONCILING);
        metrics.resourceState(SHOP, ResourceState.STALLED);

        assertSample("stagecraft_resources{state=\"stalled\"} 1.0");
        assertSample("stagecraft_resources{state=\"reconciling\"} 0.0");
        assertSample("stagecraft_resources{state=\"ready\"} 0.0");
    }

    @Test
    void infoSeriesIsReplacedWithTheVersionAndRemovedWithTheResource() {
        metrics.resourceInfo(SHOP, new ResourceInfo("shop", "prod", "v1"));
        metrics.resourceInfo(SHOP, new ResourceInfo("shop", "prod", "v1"));
        metrics.resourceInfo(SHOP, new ResourceInfo("shop", "prod", "v2"));

        assertEquals(
                List.of("stagecraft_resource_info{environment=\"prod\",name=\"shop-prod\",namespace=\"shop\","
                        + "project=\"shop\",version=\"v2\"} 1"),
                scraped().samplesOf("stagecraft_resource_info"));

        metrics.resourceRemoved(SHOP);
        assertEquals(List.of(), scraped().samplesOf("stagecraft_resource_info"));
    }

    @Test
    void rolloutCountsAResourceOnce() {
        metrics.rolloutActive(SHOP, true);
        metrics.rolloutActive(SHOP, true);
        assertSample("stagecraft_rollouts_active 1.0");

        metrics.rolloutActive(SHOP, false);
        assertSample("stagecraft_rollouts_active 0.0");
    }

    @Test
    void cloudRequestsAreCountedByCodeAndTheLimitIsTheLastOneSeen() {
        metrics.cloudRequest("digitalocean", "create_droplet", "202");
        metrics.cloudRequest("digitalocean", "create_droplet", "429");
        metrics.rateLimitRemaining("digitalocean", 4999);
        metrics.rateLimitRemaining("digitalocean", 12);

        assertSample("stagecraft_cloud_requests_total{code=\"429\",operation=\"create_droplet\","
                + "provider=\"digitalocean\"} 1.0");
        assertSample("stagecraft_cloud_rate_limit_remaining{provider=\"digitalocean\"} 12.0");
    }

    @Test
    void thousandResourcesComeAndGoWithoutATrace() {
        metrics.resourceInfo(SHOP, new ResourceInfo("shop", "prod", "v1"));
        metrics.hosts(SHOP, Map.of("Ready", 1));
        var before = ours();

        var keys = IntStream.range(0, 1000)
                .mapToObj(index -> new ResourceKey("ns", "r" + index))
                .toList();
        keys.forEach(key -> {
            metrics.resourceInfo(key, new ResourceInfo("p", "e", key.name()));
            metrics.resourceState(key, ResourceState.READY);
            metrics.hosts(key, Map.of("Ready", 2));
        });
        assertTrue(ours() <= before + 1000, "one series a resource");

        keys.forEach(metrics::resourceRemoved);
        assertEquals(before, ours());
        assertSample("stagecraft_hosts{state=\"ready\"} 1.0");
    }

    /** Series about resources; those of the JVM come and go as it likes. */
    private long ours() {
        return scraped().samples().stream()
                .filter(sample -> sample.startsWith("stagecraft_resource") || sample.startsWith("stagecraft_hosts"))
                .count();
    }

    @Test
    void labelValuesBeyondTheLimitBecomeOther() {
        for (int code = 0; code < 500; code++) {
            metrics.cloudRequest("digitalocean", "list", "c" + code);
        }

        var samples = scraped().samplesOf("stagecraft_cloud_requests_total");
        assertEquals(25, samples.size());
        assertSample(
                "stagecraft_cloud_requests_total{code=\"other\",operation=\"list\",provider=\"digitalocean\"} 476.0");
    }

    @Test
    void everyFamilyIsInTheCatalogueWithItsLabelsAndHelp() {
        Everything.feed(metrics);
        var expected = MeterCatalogue.all().stream()
                .filter(entry -> !entry.family().equals("jvm_gc_pause_seconds")) // only after a collection
                .flatMap(entry -> entry.names().stream().anyMatch(name -> name.endsWith("_max"))
                        ? Stream.of(entry.family(), entry.family() + "_max")
                        : Stream.of(entry.family()))
                .collect(Collectors.toCollection(TreeSet::new));
        var exposed = new TreeSet<>(scraped().types().keySet());
        exposed.removeIf(family -> family.startsWith("jvm_gc_pause_seconds"));

        assertEquals(expected, exposed);
        MeterCatalogue.all()
                .forEach(entry -> scraped().samplesOf(entry.names().getFirst()).stream()
                        .findFirst()
                        .ifPresent(sample -> assertEquals(new TreeSet<>(entry.labels()), labels(sample), sample)));
        MeterCatalogue.all().forEach(entry -> {
            var help = scraped().helps().get(entry.family());
            if (help != null && !entry.family().startsWith("jvm_gc")) {
                assertEquals(entry.help(), help);
            }
        });
    }

    private static Set<String> labels(String sample) {
        var names = new TreeSet<String>();
        if (sample.contains("{")) {
            for (var pair : sample.substring(sample.indexOf('{') + 1, sample.lastIndexOf('}'))
                    .split("\",")) {
                names.add(pair.substring(0, pair.indexOf('=')));
            }
        }
        names.remove("le");
        return names;
    }

    private Exposition scraped() {
        return Exposition.parse(metrics.scrape());
    }

    private void assertSample(String sample) {
        assertTrue(scraped().samples().contains(sample), () -> sample + " is not in\n" + metrics.scrape());
    }
}
