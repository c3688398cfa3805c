package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.fabric8.LenientSerialization;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a change of the spec, and what only says how the operator works. */
class HashesTest {
    private static final String SPEC = """
            version: v1
            hosts: [{name: app, role: app, count: 2}]
            """;

    private final KubernetesSerialization yaml = LenientSerialization.create();

    private String hash(String spec) {
        return Hashes.spec(yaml.unmarshal(spec, StagecraftSpec.class), "sha256:inputs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval: {policy: Always, planId: sha256:1}",
                "deletionPolicy: Delete",
                "drift: {interval: 7m}",
                "releaseHistoryLimit: 3",
                "rollbackTo: rel-1",
                "suspend: true"
            })
    void whatSteersTheOperatorIsNoChange(String line) {
        assertEquals(hash(SPEC), hash(SPEC + line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rollout: {batch: 2}", "environment: staging", "ssh: {port: 2222}"})
    void everythingElseIs(String line) {
        assertNotEquals(hash(SPEC), hash(SPEC + line));
    }

    @Test
    void whatItRefersToCountsToo() {
        var spec = yaml.unmarshal(SPEC, StagecraftSpec.class);

        assertNotEquals(Hashes.spec(spec, "sha256:1"), Hashes.spec(spec, "sha256:2"));
    }
}
