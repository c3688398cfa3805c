package dev.stagecraft.build.job;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests as the API server gets them, {@code NAME.yaml} a case; after the Job the keys of its Secret. */
class JobManifestGoldenTest {
    private static final boolean UPDATE = System.getenv("STAGECRAFT_UPDATE_GOLDEN") != null;
    private static final Path FILES = Path.of("src/test/resources/build-job");

    static Set<String> cases() {
        return BuildCases.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theManifestIsTheExpectedOne(String name) throws IOException {
        var written = render(ready(name));
        if (UPDATE) {
            Files.writeString(FILES.resolve(name + ".yaml"), written);
        }
        assertEquals(Files.readString(FILES.resolve(name + ".yaml")), written);
    }

    /** Git, buildctl and most programs write below it, and end where they cannot. */
    @ParameterizedTest
    @MethodSource("cases")
    void whereTheRootIsReadOnlyHomeIsInAVolumeThatIsNot(String name) {
        var pod = ready(name).job().getSpec().getTemplate().getSpec();
        for (var container : Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .filter(found -> Boolean.TRUE.equals(found.getSecurityContext().getReadOnlyRootFilesystem()))
                .toList()) {
            var home = container.getEnv().stream()
                    .filter(variable -> variable.getName().equals("HOME"))
                    .map(EnvVar::getValue)
                    .toList();
            assertTrue(
                    container.getVolumeMounts().stream()
                            .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                            .anyMatch(mount -> home.equals(List.of(mount.getMountPath()))),
                    () -> container.getName() + " has its home in " + home);
        }
    }

    @Test
    void thereIsAFileForEachCaseAndNoOther() throws IOException {
        try (var files = Files.list(FILES)) {
            assertEquals(
                    cases().stream().map(name -> name + ".yaml").collect(Collectors.toSet()),
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void noManifestHoldsASecretInAnySpelling(String name) {
        Sentinels.assertAbsent(render(ready(name)));
    }

    @Test
    void theSecretHoldsWhatTheContainersRead() {
        var inputs = ready("program").inputs();

        assertEquals(Set.of("docker-config", "file-0", "git-config", "secret-0"), inputs.keySet());
        assertEquals("""
                [http "https://git.example.com/acme/shop"]
                \textraHeader = Authorization: Basic cm9ib3Q6Z2l0LVNlbnRpbmVsLzdmM2E/cGFzc3dvcmQ=
                """, requireNonNull(inputs.get("git-config")).reveal());
        assertEquals("{\"$schema\":\"x\"}", requireNonNull(inputs.get("file-0")).reveal());
        assertEquals(
                BuildCases.SECRET_SENTINEL,
                requireNonNull(inputs.get("secret-0")).reveal());
        assertTrue(requireNonNull(inputs.get("docker-config")).reveal().contains("\"auths\""));
        assertEquals(
                requireNonNull(inputs.get("git-config")).reveal(),
                requireNonNull(ready("git-credentials").inputs().get("git-config"))
                        .reveal());
    }

    static JobManifest.Ready ready(String name) {
        return assertInstanceOf(JobManifest.Ready.class, BuildCases.all().get(name));
    }

    static String render(JobManifest.Ready ready) {
        var yaml = new KubernetesSerialization().asYaml(ready.job());
        return yaml + "---\nsecretKeys: ["
                + String.join(", ", new TreeSet<>(ready.inputs().keySet())) + "]\n";
    }
}
