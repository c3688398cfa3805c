package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a resource and its references are refused for, and what is made of them. */
class GathererTest {
    private final Gathering gathering = new Gathering();

    @ParameterizedTest
    @ValueSource(strings = {"DOCKER_HOST", "COMPOSE_FILE", "PATH", "LD_PRELOAD", "HOME"})
    void aVariableThatSteersTheHostsProgramsIsNotReadByTheFile(String name) {
        gathering.withSecret("env", Map.of(name, "x"));
        var reads = "web: {image: i, command: [\"${" + name + ":-y}\"]}";

        var fromEnv = gathering.refused(reads, "  env: [{name: A, value: a}, {name: " + name + ", value: x}]\n");
        var fromSecret = gathering.refused(reads, "  envFrom: [{secretRef: {name: env}}]\n");
        var fromNowhere = gathering.refused(reads, "");

        assertTrue(fromEnv.contains("spec.env[1].name") && fromEnv.contains(name), fromEnv);
        assertTrue(fromSecret.contains("spec.envFrom[0].secretRef"), fromSecret);
        assertTrue(fromNowhere.contains("services.web.command[0]"), fromNowhere);
    }

    @Test
    void composeGetsOnlyTheVariablesThatTheFileReads() {
        var gathered = gathering.complete(
                "web: {image: i, command: [\"$A\"], environment: [STAGECRAFT_VERSION]}, other: {image: i, command: [\"$B${PWD:-x}\"]}",
                """
                services: {other: {role: app}}
                env: [{name: A, value: a}, {name: B, value: b}, {name: DOCKER_HOST, value: x}, {name: C, value: c}]
                """.indent(2));

        var images = new TreeMap<>(Map.of("web", "r/i@sha256:1", "other", "r/i@sha256:1"));
        var served = Releases.fresh(gathered, images);

        assertEquals(
                Set.of("A", "B", "STAGECRAFT_VERSION"),
                served.interpolated("app").keySet());
        assertEquals(Set.of("PWD"), served.undefined("app"));
        assertEquals(Map.of(), served.interpolated("none"));
        assertEquals(Set.of(), served.undefined("none"));
        assertTrue(served.environment().values().containsKey("DOCKER_HOST"));
    }

    @Test
    void namesOfTheOperatorsOwnVariablesAreRefused() {
        gathering.withConfigMap("settings", Map.of("STAGECRAFT_VERSION", "v9"));

        var env = gathering.refused("web: {image: i}", "  env: [{name: STAGECRAFT_X, value: x}]\n");
        var map = gathering.refused("web: {image: i}", "  envFrom: [{configMapRef: {name: settings}}]\n");

        assertTrue(env.contains("spec.env[0].name"), env);
        assertTrue(map.contains("spec.envFrom[0].configMapRef"), map);
    }

    @Test
    void numbersBehindVariablesAreRead() {
        var gathered = gathering.complete(
                "web: {image: i, deploy: {replicas: \"${COUNT}\"}, stop_grace_period: \"${GRACE:-90s}\"}",
                "  env: [{name: COUNT, value: \"3\"}]\n");

        var web = Releases.fresh(gathered, new TreeMap<>(Map.of("web", "r/i@sha256:1")))
                .servicesOf("app")
                .getFirst();

        assertEquals(3, web.replicas());
        assertEquals(Duration.ofSeconds(90), web.drain(Duration.ofSeconds(30)));
        assertEquals(Duration.ofSeconds(120), web.drain(Duration.ofSeconds(120)));
    }

    @Test
    void aNumberOfContainersThatIsNoneIsRefused() {
        var refused = gathering.refused(
                "web: {image: i, deploy: {replicas: \"${COUNT}\"}}", "  env: [{name: COUNT, value: s3cret-count}]\n");

        assertTrue(refused.contains("NotImplemented"), refused);
        assertTrue(refused.contains("services.web.deploy.replicas"), refused);
        assertTrue(!refused.contains("s3cret-count"), refused);
    }

    @Test
    void anEmptyValueIsNoneWhereTheFileSaysSo() {
        var refused = gathering.refused(
                "web: {image: i, command: [\"${NEEDED:?say why}\"]}", "  env: [{name: NEEDED, value: \"\"}]\n");

        assertTrue(refused.contains("say why"), refused);
        gathering.complete("web: {image: i, command: [\"${NEEDED?}\"]}", "  env: [{name: NEEDED, value: \"\"}]\n");
    }

    @Test
    void noValueIsShownWhereverItComesFrom() {
        gathering.withSecret("env", Map.of("A", "from-a-secret")).withConfigMap("map", Map.of("B", "from-a-map"));

        var gathered = gathering.complete("web: {image: i}", """
                envFrom: [{secretRef: {name: env}}, {configMapRef: {name: map}}]
                env: [{name: C, value: from-the-spec}]
                """.indent(2));

        var clean = gathered.sanitizer().clean("from-a-secret from-a-map from-the-spec plain");
        assertTrue(!clean.contains("from-") && clean.contains("plain"), clean);
    }
}
