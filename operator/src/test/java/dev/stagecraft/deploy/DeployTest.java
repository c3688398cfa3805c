package dev.stagecraft.deploy;

import static dev.stagecraft.deploy.DeployTree.document;
import static dev.stagecraft.deploy.DeployTree.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.config.Setting;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeployTest {
    /** Every right that the operator has. A line more here is a decision, not a detail. */
    private static final String OPERATOR_RIGHTS = """
            stagecraft.dev/stagecrafts: get list watch update patch
            stagecraft.dev/stagecrafts/status: update
            stagecraft.dev/stagecraftreleases: get list create delete
            stagecraft.dev/stagecraftreleases/status: update
            /secrets: get list watch create update
            /configmaps: get list watch
            /namespaces: get
            batch/jobs: get list create patch delete
            /pods: list
            /pods/log: get
            /events: list
            events.k8s.io/events: create
            """;

    private static final String LEASE_RIGHTS = """
            coordination.k8s.io/leases: create
            coordination.k8s.io/leases [stagecraft-operator]: get update patch
            """;

    @Test
    void operatorHasTheRightsOfTheGoldenListAndNoOthers() {
        assertEquals(OPERATOR_RIGHTS, rights(document("base/cluster-role.yaml")));
        assertEquals(LEASE_RIGHTS, rights(document("base/lease-role.yaml")));
        assertEquals(
                Set.of(
                        "ClusterRole/stagecraft-operator",
                        "ClusterRole/stagecraft-operator-types",
                        "Role/stagecraft-operator-lease"),
                DeployTree.objects()
                        .filter(object -> object.path("kind").asText().endsWith("Binding"))
                        .map(binding -> binding.path("roleRef"))
                        .map(role -> role.path("kind").asText() + "/"
                                + role.path("name").asText())
                        .collect(Collectors.toSet()));
    }

    @Test
    void noRoleHasAWildcardOrARightThatLeadsToMore() {
        var rules = DeployTree.objects()
                .flatMap(object -> object.path("rules").valueStream())
                .toList();
        assertFalse(rules.isEmpty());
        rules.forEach(rule -> {
            var words = Stream.of("apiGroups", "resources", "verbs")
                    .flatMap(part -> texts(rule.path(part)))
                    .collect(Collectors.toSet());
            for (var forbidden : List.of(
                    "*",
                    "escalate",
                    "bind",
                    "impersonate",
                    "pods/exec",
                    "pods/attach",
                    "deletecollection",
                    "roles",
                    "clusterroles")) {
                assertFalse(words.contains(forbidden), () -> forbidden + " in " + rule);
            }
            if (words.contains("pods")) {
                assertEquals(List.of("list"), texts(rule.path("verbs")).toList(), "pods are only looked at");
            }
        });
    }

    @Test
    void everyObjectIsOneThatKubernetesKnowsFieldByField() {
        var kubernetes = new KubernetesSerialization();
        DeployTree.objects()
                .filter(object -> !object.path("apiVersion").asText().startsWith("monitoring.coreos.com/"))
                .forEach(object -> {
                    var typed = kubernetes.convertValue(object, HasMetadata.class);
                    var roundTrip = kubernetes.convertValue(typed, JsonNode.class);
                    assertFalse(typed.getClass().getSimpleName().startsWith("Generic"), object::toString);
                    assertEquals(
                            List.of(),
                            unknown(object, roundTrip, ""),
                            typed.getMetadata().getName());
                });
    }

    @Test
    void everyFileIsListedByTheKustomizationBesideIt() {
        for (var directory : List.of("base", "buildkit", "monitoring", "namespaced")) {
            var listed = texts(document(directory + "/kustomization.yaml").path("resources"))
                    .filter(resource -> !resource.startsWith("../"))
                    .collect(Collectors.toSet());
            var present = DeployTree.files().stream()
                    .filter(file -> file.startsWith(DeployTree.ROOT.resolve(directory)))
                    .map(file ->
                            DeployTree.ROOT.resolve(directory).relativize(file).toString())
                    .filter(file -> !file.equals("kustomization.yaml"))
                    .collect(Collectors.toSet());
            assertEquals(present, listed, directory);
        }
    }

    @Test
    void podFitsTheRestrictedStandard() {
        var pod = pod();
        var container = pod.path("containers").get(0).path("securityContext");

        assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
        assertTrue(pod.at("/securityContext/runAsUser").asInt() > 0);
        assertEquals(
                "RuntimeDefault", pod.at("/securityContext/seccompProfile/type").asText());
        assertTrue(container.path("readOnlyRootFilesystem").asBoolean());
        assertFalse(container.path("allowPrivilegeEscalation").asBoolean(true));
        assertEquals(List.of("ALL"), texts(container.at("/capabilities/drop")).toList());
        assertEquals(
                "restricted",
                document("base/namespace.yaml")
                        .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText());
    }

    @Test
    void probesAskWhatTheOperatorServes() {
        var container = pod().path("containers").get(0);

        assertEquals("/livez", container.at("/startupProbe/httpGet/path").asText());
        assertEquals("/livez", container.at("/livenessProbe/httpGet/path").asText());
        assertEquals("/readyz", container.at("/readinessProbe/httpGet/path").asText());
        assertEquals(
                Setting.HTTP_PORT.fallback(),
                container.at("/ports/0/containerPort").asText());
        assertTrue(pod().path("terminationGracePeriodSeconds").asInt() >= 60);
    }

    @Test
    void environmentHoldsSettingsOnlyAndServiceLinksAddNone() {
        var known = Arrays.stream(Setting.values()).map(Setting::variable).toList();
        pod().path("containers")
                .get(0)
                .path("env")
                .valueStream()
                .map(entry -> entry.path("name").asText())
                .forEach(name -> assertTrue(known.contains(name), name));
        assertFalse(pod().path("enableServiceLinks").asBoolean(true));
    }

    @Test
    void leaseThatTheRoleNamesIsTheOneOfTheSettings() {
        assertTrue(LEASE_RIGHTS.contains("[" + Setting.LEASE_NAME.fallback() + "]"));
    }

    @Test
    void imageStartsMainAsTheUserOfThePod() {
        var dockerfile = DeployTree.text(DeployTree.ROOT.resolve("image/Dockerfile"));

        assertTrue(dockerfile.contains("USER 65532:65532"));
        assertEquals(65532, pod().at("/securityContext/runAsUser").asInt());
        assertTrue(dockerfile.contains("dev.stagecraft.Main"));
        assertTrue(Files.exists(DeployTree.ROOT.resolve("../operator/src/main/java/dev/stagecraft/Main.java")));
    }

    private static JsonNode pod() {
        return document("base/deployment.yaml").at("/spec/template/spec");
    }

    private static String rights(JsonNode role) {
        return role.path("rules")
                .valueStream()
                .map(rule -> "%s/%s%s: %s\n"
                        .formatted(
                                texts(rule.path("apiGroups")).collect(Collectors.joining(",")),
                                texts(rule.path("resources")).collect(Collectors.joining(",")),
                                rule.has("resourceNames")
                                        ? texts(rule.path("resourceNames"))
                                                .toList()
                                                .toString()
                                                .replaceFirst("^", " ")
                                        : "",
                                texts(rule.path("verbs")).collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
    }

    /** Paths that the typed model lost or keeps only as something it does not know. */
    private static List<String> unknown(JsonNode written, JsonNode kept, String path) {
        if (written.isObject()) {
            return written.properties().stream()
                    .flatMap(field ->
                            unknown(field.getValue(), kept.path(field.getKey()), path + "/" + field.getKey()).stream())
                    .toList();
        }
        return kept.isMissingNode() ? List.of(path) : List.of();
    }
}
