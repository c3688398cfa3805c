package dev.stagecraft.build.job;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status as Kubernetes writes it, and what it means for a build. */
class JobReadingTest {
    private static final String DONE = "conditions: [{type: %s, status: 'True', reason: %s, message: said}]";
    private static final String CONTAINER = "{phase: %s, containerStatuses: [{name: build, state: {%s}}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Complete           | CompletionsReached   | Succeeded[]
            SuccessCriteriaMet | CompletionsReached   | Succeeded[]
            Failed             | DeadlineExceeded     | BUILD_TIMEOUT, message=The build was not done within 1800 s
            FailureTarget      | DeadlineExceeded     | BUILD_TIMEOUT, message=The build was not done within 1800 s
            Failed             | BackoffLimitExceeded | BUILD_EVICTED, message=The builder's pod is gone
            Failed             | PodFailurePolicy     | BUILD_EVICTED, message=The builder's pod was taken away by the cluster: said
            """)
    void aJobWithoutAPod(String type, String reason, String meaning) {
        assertMeans(meaning, JobReading.of(job(DONE.formatted(type, reason)), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                                       | why=waits for the builder to start]
            {phase: Pending}                                                         | why=waits for the builder to start]
            {phase: Running}                                                         | why=builds]
            {phase: Unknown}                                                         | why=waits for word from the builder's node]
            {phase: Succeeded}                                                       | why=waits for the builder to start]
            {conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/3 nodes}]} | why=waits for a node: 0/3 nodes]
            {conditions: [{type: PodScheduled, status: 'True'}]}                     | why=waits for the builder to start]
            {conditions: [{type: DisruptionTarget, status: 'False'}]}                | why=waits for the builder to start]
            {phase: Failed, reason: Evicted, message: low on memory}                 | BUILD_EVICTED, message=The builder's pod was taken away by the cluster: Evicted: low on memory, passing=true
            {phase: Unknown, reason: NodeLost, message: Node x}                      | BUILD_EVICTED, message=The builder's pod was taken away by the cluster: NodeLost: Node x, passing=true
            {phase: Failed, reason: OutOfcpu, message: no cpu}                       | BUILD_EVICTED, message=The builder's pod was taken away by the cluster: OutOfcpu: no cpu, passing=true
            {conditions: [{type: DisruptionTarget, status: 'True', reason: PreemptionByScheduler, message: by x}]} | BUILD_EVICTED, message=The builder's pod was taken away by the cluster: PreemptionByScheduler: by x, passing=true
            {conditions: [{type: DisruptionTarget, status: 'True'}]}                 | BUILD_EVICTED, message=The builder's pod was taken away by the cluster., passing=true
            """)
    void aPodByItsPhaseAndConditions(String status, String meaning) {
        assertMeans(meaning, JobReading.of(job("{}"), List.of(pod("a", 1, status)), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Pending | waiting: {reason: ContainerCreating}                      | why=waits for the builder to start: ContainerCreating]
            Pending | waiting: {reason: PodInitializing}                        | why=waits for the builder to start]
            Pending | waiting: {reason: ErrImagePull, message: 'no route'}      | why=waits for the builder to start: ErrImagePull: no route]
            Pending | waiting: {reason: ImagePullBackOff, message: 'not found'} | BUILDER_NOT_AVAILABLE, message=The builder does not start: ImagePullBackOff: not found, passing=true
            Pending | waiting: {reason: InvalidImageName, message: 'bad'}       | BUILDER_NOT_AVAILABLE, message=The builder does not start: InvalidImageName: bad, passing=false
            Pending | waiting: {reason: CreateContainerConfigError, message: r} | BUILDER_NOT_AVAILABLE, message=The builder does not start: CreateContainerConfigError: r, passing=false
            Running | running: {}                                               | why=builds]
            Running | terminated: {exitCode: 1}                                 | why=builds]
            Failed  | terminated: {exitCode: 1, message: said}                  | Broke[pod=a, container=build, exitCode=1, said=said]
            Failed  | terminated: {exitCode: 2}                                 | Broke[pod=a, container=build, exitCode=2, said=]
            Failed  | terminated: {exitCode: 137, reason: OOMKilled}            | BUILD_FAILED, message=The build's container build needed more memory than it may have (4Gi)
            """)
    void aPodByItsContainer(String phase, String state, String meaning) {
        assertMeans(
                meaning, JobReading.of(job("{}"), List.of(pod("a", 1, CONTAINER.formatted(phase, state))), List.of()));
    }

    @Test
    void theContainerThatFetchesCanFailTheBuildToo() {
        var pod = pod(
                "a",
                1,
                "{phase: Failed, initContainerStatuses: [{name: fetch, state: {terminated: {exitCode: 128}}}],"
                        + " containerStatuses: [{name: build, state: {waiting: {reason: PodInitializing}}}]}");

        assertMeans("Broke[pod=a, container=fetch, exitCode=128", JobReading.of(job("{}"), List.of(pod), List.of()));
    }

    @Test
    void aFailedJobIsToldByItsPodWhereOneIsLeft() {
        var pod = pod("a", 1, CONTAINER.formatted("Running", "terminated: {exitCode: 1}"));

        assertMeans(
                "Broke[pod=a",
                JobReading.of(job(DONE.formatted("Failed", "BackoffLimitExceeded")), List.of(pod), List.of()));
    }

    @Test
    void ofSeveralPodsTheLatestCounts() {
        var earlier = pod("a", 1, "{phase: Failed, reason: Evicted}");
        var later = pod("b", 2, "{phase: Running}");

        assertMeans("why=builds]", JobReading.of(job("{}"), List.of(later, earlier), List.of()));
    }

    @Test
    void aSuspendedJobHasOnlyBegunAndADeletedOneIsLeaving() {
        var begun = job("{}").edit().editSpec().withSuspend(true).endSpec().build();
        var leaving = begun.edit()
                .editMetadata()
                .withDeletionTimestamp("2026-11-23T10:00:00Z")
                .endMetadata()
                .build();

        assertMeans("Begun[]", JobReading.of(begun, List.of(), List.of()));
        assertMeans("Leaving[]", JobReading.of(leaving, List.of(), List.of()));
    }

    @Test
    void withoutAPodTheClustersWarningsAreTold() {
        var job = job("{}");

        assertMeans("why=waits for Kubernetes to make the builder's pod]", JobReading.of(job, List.of(), List.of()));
        assertMeans(
                "why=waits for Kubernetes to make the builder's pod: exceeded quota]",
                JobReading.of(job, List.of(), List.of("older", "exceeded quota")));
        assertMeans(
                "BUILDER_NOT_AVAILABLE, message=The namespace does not take the builder's pod: x violates PodSecurity y",
                JobReading.of(job, List.of(), List.of("x violates PodSecurity y")));
    }

    @Test
    void aPodThatWasNeverMadeIsNoBuildThatTookTooLong() {
        var job = job(DONE.formatted("Failed", "DeadlineExceeded"));

        assertMeans(
                "BUILDER_NOT_AVAILABLE, message=Kubernetes did not make the builder's pod within 1800 s: exceeded quota, passing=false",
                JobReading.of(job, List.of(), List.of("older", "exceeded quota")));
        assertMeans("BUILD_TIMEOUT", JobReading.of(job, List.of(pod("a", 1, "{phase: Running}")), List.of("older")));
    }

    private static void assertMeans(String meaning, JobState state) {
        assertTrue(state.toString().contains(meaning), state::toString);
    }

    private static Job job(String status) {
        return new JobBuilder(JobManifestGoldenTest.ready("program").job())
                .withStatus(Serialization.unmarshal("---\n" + status, JobStatus.class))
                .build();
    }

    private static Pod pod(String name, int minute, String status) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withCreationTimestamp("2026-11-23T10:0" + minute + ":00Z")
                .endMetadata()
                .withSpec(JobManifestGoldenTest.ready("program")
                        .job()
                        .getSpec()
                        .getTemplate()
                        .getSpec())
                .withStatus(Serialization.unmarshal("---\n" + status, PodStatus.class))
                .build();
    }
}
