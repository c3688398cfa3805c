package dev.stagecraft.build.job;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cluster.fabric8.FabricJobs;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The manifests of the golden files, field by field as the API server takes them, and their pods as the namespace does. */
@Timeout(120)
class JobAdmissionIT {
    @Test
    void thePodsOfAllBuildsAreTakenUnderTheRestrictedStandard() {
        var restricted = new TreeSet<>(JobManifestGoldenTest.cases());
        restricted.remove("in-pod");

        assertTaken("restricted", restricted);
    }

    @Test
    void aDaemonInThePodIsTakenUnderTheBaselineStandard() {
        assertTaken("baseline", Set.of("in-pod"));
    }

    private static void assertTaken(String standard, Set<String> cases) {
        var stage = new JobStage(standard);
        for (var name : cases) {
            var ready = JobManifestGoldenTest.ready(name);
            var job = ready.job();
            // Names are of the image alone, and some cases share one.
            job.getMetadata().setName(name);
            job.getMetadata().setNamespace(null);
            new FabricJobs(stage.client()).start(stage.resource(), job, ready.inputs());
        }

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertEquals(cases, podsByJob(stage)));
    }

    private static Set<String> podsByJob(JobStage stage) {
        return stage.pods().stream()
                .map(pod -> pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name"))
                .collect(Collectors.toSet());
    }
}
