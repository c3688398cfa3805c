package dev.stagecraft.build.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.build.BuildOutcome.Reason;
import dev.stagecraft.build.BuildRequest;
import dev.stagecraft.build.job.BuilderSetup.Daemon;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobManifestTest {
    @Test
    void withoutADaemonOnlyProgramsCanBuild() {
        var impossible = impossible(BuildCases.of(BuildCases.plain(), BuildCases.NOWHERE));

        assertTrue(impossible.contains("STAGECRAFT_BUILDER_ADDRESS"), impossible);
        assertInstanceOf(JobManifest.Ready.class, BuildCases.of(BuildCases.program(), BuildCases.NOWHERE));
    }

    @Test
    void aProgramWithoutAnImageIsToldBeforeAnythingStarts() {
        var none = new BuilderSetup("builder", new Daemon.None(), Map.of(), Set.of());

        var impossible = impossible(BuildCases.of(BuildCases.program(), none));

        assertTrue(impossible.contains("the program 'encore'"), impossible);
    }

    @Test
    void aRepositoryThatIsFetchedBySshIsRefused() {
        var plain = BuildCases.plain();
        var ssh = new BuildRequest(
                plain.service(),
                plain.image(),
                plain.recipe(),
                plain.tree(),
                new GitLocation(
                        "ssh://git@git.example.com/acme/shop",
                        BuildCases.COMMIT,
                        Optional.of(new GitCredentials.SshKey(Secret.of("key"), Optional.empty()))),
                plain.platforms(),
                plain.labels(),
                plain.secrets(),
                plain.login(),
                plain.timeout());

        assertTrue(impossible(BuildCases.of(ssh, BuildCases.REMOTE)).contains("HTTPS only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"r/shop/api", "r:5000/api", "r/Shop/my_api.v2", "r/9--", "r/shop/x"})
    void aNameIsOfTheImageAndFitsALabel(String repository) {
        var longest = repository + "a".repeat(100);

        for (var image : List.of(repository + ":build-1", longest + ":build-1")) {
            var name = JobNames.job(image);
            assertTrue(name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?"), name);
            assertTrue(name.length() <= 63, name);
            assertEquals(name, JobNames.job(image));
        }
        assertNotEquals(JobNames.job(repository + ":build-1"), JobNames.job(repository + ":build-2"));
        assertNotEquals(JobNames.job(longest + "b:build-1"), JobNames.job(longest + "c:build-1"));
    }

    @Test
    void theLabelsOfALongNameFit() {
        var resource = new ResourceRef("shop", "a".repeat(60) + ".b-" + "c".repeat(100), "uid-1");

        JobNames.labels(resource).values().forEach(value -> assertTrue(value.length() <= 63, value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''           | Dockerfile                | context=SOURCE filename=Dockerfile
            .            | ./Dockerfile              | context=SOURCE filename=Dockerfile
            services/api | services/api/Dockerfile   | context=SOURCE/services/api filename=services/api/Dockerfile
            ./api/       | api/build/Dockerfile.prod | context=SOURCE/api filename=api/build/Dockerfile.prod
            api          | docker/api.Dockerfile     | context=SOURCE/api filename=docker/api.Dockerfile
            """)
    void theContextIsADirectoryOfTheSourceAndTheDockerfileAPathInIt(String context, String dockerfile, String options) {
        var arguments = build(BuildCases.of(BuildCases.monorepo(context, dockerfile), BuildCases.REMOTE))
                .getArgs();

        var source = arguments.stream()
                .filter(word -> word.startsWith("context") || word.startsWith("filename"))
                .toList();
        assertEquals(List.of(options.replace("SOURCE", "/build/source").split(" ")), source);
        assertTrue(arguments.contains("dockerfile=/build/source"));
    }

    @Test
    void theCommitIsFetchedByItsIdAndOnlyThatContainerSeesTheCredentials() {
        var pod = assertInstanceOf(
                        JobManifest.Ready.class, BuildCases.of(BuildCases.gitCredentials(), BuildCases.REMOTE))
                .job()
                .getSpec()
                .getTemplate()
                .getSpec();
        var fetch = pod.getInitContainers().getFirst();

        assertTrue(fetch.getEnv().contains(PodParts.variable("STAGECRAFT_COMMIT", BuildCases.COMMIT)));
        assertTrue(mounts(fetch).contains("git"));
        assertFalse(mounts(pod.getContainers().getFirst()).contains("git"));
    }

    private static List<String> mounts(Container container) {
        return container.getVolumeMounts().stream().map(VolumeMount::getName).toList();
    }

    @Test
    void withoutCertificatesAndLoginNothingIsMounted() {
        var plainTcp =
                new BuilderSetup("builder", new Daemon.Remote("tcp://buildkitd:1234", Map.of()), Map.of(), Set.of());

        var ready = assertInstanceOf(JobManifest.Ready.class, BuildCases.of(BuildCases.plain(), plainTcp));

        assertTrue(ready.inputs().isEmpty());
        assertFalse(build(ready).getArgs().contains("--tlsdir"));
        assertEquals(
                2, ready.job().getSpec().getTemplate().getSpec().getVolumes().size());
    }

    private static Container build(JobManifest manifest) {
        return assertInstanceOf(JobManifest.Ready.class, manifest)
                .job()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static String impossible(JobManifest manifest) {
        var failure = assertInstanceOf(JobManifest.Impossible.class, manifest).failure();
        assertEquals(Reason.BUILDER_NOT_AVAILABLE, failure.reason());
        assertFalse(failure.passing());
        return failure.message();
    }
}
