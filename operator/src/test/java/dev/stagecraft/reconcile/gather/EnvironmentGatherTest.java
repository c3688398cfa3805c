package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvironmentGatherTest {
    private static final String WEB = "web: {image: i}";

    private final Gathering gathering = new Gathering();

    @Test
    void placesWinInTheirOrderAndEnvOverAll() {
        gathering
                .withSecret("all", Map.of("A", "secret", "B", "secret", "C", "secret", "D", "secret"))
                .withConfigMap("map", Map.of("B", "map", "C", "map", "D", "map", "file.env", "C=file\nD=file"));

        var environment = gathering.complete(WEB, """
                        envFrom: [{secretRef: {name: all}}, {configMapRef: {name: map, key: file.env}}]
                        env: [{name: D, value: env}]
                        """.indent(2)).environment();

        assertEquals(Map.of("A", "secret", "B", "secret", "C", "file", "D", "env"), environment.revealed());
        assertEquals(Set.of("A", "B"), environment.secretNames());
    }

    @Test
    void onlyDotenvFilesAreInterpolatedAndTheySeeEverything() {
        gathering
                .withSecret("all", Map.of("PASSWORD", "pa$$word ${HOST}"))
                .withConfigMap("map", Map.of("f", "URL=db://u:${PASSWORD}@$HOST\nRAW='$HOST'\nLEVEL=${LEVEL:-info}"));

        var environment = gathering.complete(WEB, """
                        envFrom: [{configMapRef: {name: map, key: f}}, {secretRef: {name: all}}]
                        env: [{name: HOST, value: db1}, {name: PLAIN, value: "$HOST"}]
                        """.indent(2)).environment();

        assertEquals(
                Map.of(
                        "PASSWORD",
                        "pa$$word ${HOST}",
                        "URL",
                        "db://u:pa$$word ${HOST}@db1",
                        "RAW",
                        "$HOST",
                        "LEVEL",
                        "info",
                        "HOST",
                        "db1",
                        "PLAIN",
                        "$HOST"),
                environment.revealed());
        assertEquals(Set.of("PASSWORD", "URL"), environment.secretNames());
    }

    @Test
    void aFaultIsToldWithObjectKeyAndLineAndWithoutTheValue() {
        gathering.withSecret("s", Map.of("prod.env", "A=1\nhunter-2 hunter2\nB='hunter2'x"));

        var refused = gathering.refused(WEB, "  envFrom: [{secretRef: {name: s, key: prod.env}}]\n");

        assertTrue(
                refused.contains(
                        "spec.envFrom[0].secretRef.key: key prod.env of Secret s, line 2: This is no NAME=value"),
                refused);
        assertTrue(refused.contains("line 3: Something follows"), refused);
        assertFalse(refused.contains("hunter"), refused);
    }

    @Test
    void aVariableWithoutAValueIsToldWithItsPlace() {
        gathering.withConfigMap("m", Map.of("f", "\nA=x$NONE"));

        var refused = gathering.refused(WEB, "  envFrom: [{configMapRef: {name: m, key: f}}]\n");

        assertTrue(
                refused.contains(
                        "spec.envFrom[0].configMapRef.key: key f of ConfigMap m, line 2: The variable NONE, which"),
                refused);
    }

    @Test
    void aCircleIsSpeltOut() {
        gathering.withConfigMap("m", Map.of("f", "A=$B", "g", "B=$A"));

        var refused = gathering.refused(
                WEB, "  envFrom: [{configMapRef: {name: m, key: f}}, {configMapRef: {name: m, key: g}}]\n");

        assertTrue(refused.contains("in a circle: A -> B -> A."), refused);
    }

    @Test
    void aKeyThatIsNotThereAndAFileThatIsNoTextAreRefused() {
        gathering.withSecret("s", Map.of("a", "A=1")).withConfigMap("m", Map.of("a", "A=1"));
        gathering.withBinary("b");

        var secret = gathering.refused(WEB, "  envFrom: [{secretRef: {name: s, key: x.env}}]\n");
        var map = gathering.refused(WEB, "  envFrom: [{configMapRef: {name: m, key: x.env}}]\n");
        var binary = gathering.refused(WEB, "  envFrom: [{configMapRef: {name: m, key: b}}]\n");

        assertTrue(secret.contains("spec.envFrom[0].secretRef.key: Secret s has no value under key x.env"), secret);
        assertTrue(map.contains("spec.envFrom[0].configMapRef.key: ConfigMap m has no value under key x.env"), map);
        assertTrue(binary.contains("key b of ConfigMap m is no UTF-8 text"), binary);
    }

    @Test
    void theOperatorsOwnNamesAreRefusedInFilesToo() {
        gathering.withSecret("s", Map.of("f", "STAGECRAFT_VERSION=v9"));

        var refused = gathering.refused(WEB, "  envFrom: [{secretRef: {name: s, key: f}}]\n");

        assertTrue(
                refused.contains("spec.envFrom[0].secretRef.key") && refused.contains("STAGECRAFT_VERSION"), refused);
    }

    @Test
    void aFileOfTheSourceIsRead() {
        var spec = spec("  env: [{name: HOST, value: db1}]\n  envFrom: [{path: config/prod.env}]\n");
        var gather = new EnvironmentGather(new Reading(gathering, "shop"));

        var environment = gather.resolve(spec, Optional.of(new Files(Map.of("config/prod.env", "URL=db://$HOST"))));

        assertEquals(Map.of("HOST", "db1", "URL", "db://db1"), environment.revealed());
        assertEquals(Set.of(), environment.secretNames());
        assertEquals(Optional.of("spec.envFrom[0].path"), gather.origin("URL"));
        assertEquals(Optional.of("spec.env[0].name"), gather.origin("HOST"));
        assertEquals(Optional.empty(), gather.origin("OTHER"));
    }

    @Test
    void aFileThatTheSourceHasNotIsRefusedWithItsPath() {
        var spec = spec("  envFrom: [{path: config/prod.env}]\n");

        var gone = assertThrows(
                Rejected.class,
                () -> new EnvironmentGather(new Reading(gathering, "shop"))
                        .resolve(spec, Optional.of(new Files(Map.of()))));
        var noSource = assertThrows(
                Rejected.class,
                () -> new EnvironmentGather(new Reading(gathering, "shop")).resolve(spec, Optional.empty()));

        assertEquals(
                "spec.envFrom[0].path: commit c0ffee has no file config/prod.env, or one of more than a MiB",
                finding(gone).message());
        assertEquals("ReferenceNotFound", finding(noSource).reason());
        assertTrue(finding(noSource).message().startsWith("spec.envFrom[0].path: "), noSource::getMessage);
    }

    @Test
    void aChangedFileIsAChangedInput() {
        var spec = "  envFrom: [{secretRef: {name: s, key: f}}]\n";
        var before = gathering.withSecret("s", Map.of("f", "A=1")).complete(WEB, spec);
        var same = gathering.withSecret("s", Map.of("f", "# a comment\nA='1'")).complete(WEB, spec);
        var after = gathering.withSecret("s", Map.of("f", "A=2")).complete(WEB, spec);

        assertEquals(before.inputsHash(), same.inputsHash());
        assertNotEquals(before.inputsHash(), after.inputsHash());
    }

    @Test
    void aChangeIsToldByNames() {
        var before = gathering
                .withSecret("s", Map.of("f", "A=hunter2\nB=2\nC=$B\nD=4"))
                .complete(WEB, "  envFrom: [{secretRef: {name: s, key: f}}]\n")
                .environment();
        var after = gathering
                .withSecret("s", Map.of("f", "A=hunter2\nB=3\nC=$B\nE=5"))
                .complete(WEB, "  envFrom: [{secretRef: {name: s, key: f}}]\n")
                .environment();

        assertEquals(
                Optional.of("environment changed: B, C, D (removed), E (added) (values are not shown)"),
                after.changeSince(before));
        assertEquals(Optional.empty(), after.changeSince(after));
    }

    @Test
    void aLongListOfChangesIsCut() {
        var file = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            file.append("V%02d=x\n".formatted(i));
        }
        var after = gathering
                .withSecret("s", Map.of("f", file.toString()))
                .complete(WEB, "  envFrom: [{secretRef: {name: s, key: f}}]\n")
                .environment();

        var told = after.changeSince(Environment.empty()).orElseThrow();

        assertTrue(told.contains("V19 (added) and 5 more (values are not shown)") && !told.contains("V20"), told);
    }

    @Test
    void partsOfAFileAreHiddenInTextsToo() {
        gathering.withSecret("s", Map.of("f", "A='hunter2 # 3'\nB=\"of\\ttab $A\""));

        var clean = gathering
                .complete(WEB, "  envFrom: [{secretRef: {name: s, key: f}}]\n")
                .sanitizer()
                .clean("hunter2 # 3 / of tab hunter2 # 3 / plain");

        assertTrue(!clean.contains("hunter2") && !clean.contains("of tab") && clean.contains("plain"), clean);
    }

    private static StagecraftSpec spec(String fields) {
        return Serialization.unmarshal(
                        "apiVersion: stagecraft.dev/v1alpha1\nkind: Stagecraft\nmetadata: {name: shop}\nspec:\n"
                                + fields,
                        Stagecraft.class)
                .getSpec();
    }

    private record Files(Map<String, String> texts) implements SourceTree {
        @Override
        public String commit() {
            return "c0ffee";
        }

        @Override
        public Optional<SourceFile> file(String path) {
            return Optional.ofNullable(texts.get(path)).map(SourceFile::of);
        }

        @Override
        public Optional<String> id(String path) {
            return Optional.empty();
        }

        @Override
        public SortedMap<String, Kind> list(String directory) {
            return new TreeMap<>();
        }

        @Override
        public void tar(String directory, OutputStream out) {
            throw new UnsupportedOperationException(directory);
        }
    }

    private static Finding finding(Rejected rejected) {
        return assertInstanceOf(GatherResult.Refused.class, rejected.result()).finding();
    }
}
