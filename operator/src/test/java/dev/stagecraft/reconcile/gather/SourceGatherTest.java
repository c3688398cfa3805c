package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.status.Assessment.Finding;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commit a resource is released from, and when its ref is looked up anew. */
class SourceGatherTest {
    private static final ResourceRef SHOP = new ResourceRef("shop", "shop", "uid-1");
    private static final String URL = "https://git.example.com/shop.git";
    private static final String COMMIT = "c".repeat(40);

    private final Gathering references = new Gathering();
    private final List<GitLocation> asked = new ArrayList<>();
    private final List<String> occasions = new ArrayList<>();
    private Sources.Answer answer = new Sources.Answer.Found(
            FileTree.of(Map.of("Dockerfile", "FROM scratch\n")).at(COMMIT));

    private Optional<Source> resolve(String spec, Sources.Known known) {
        Sources sources = (resource, location, occasion) -> {
            assertEquals(SHOP, resource);
            asked.add(location);
            occasions.add(occasion);
            return answer;
        };
        return new SourceGather(new Reading(references, "shop"), sources)
                // A text that begins with a brace would be read as JSON.
                .resolve(Serialization.unmarshal("---\n" + spec, StagecraftSpec.class), SHOP, known);
    }

    private static String spec(String version, String git) {
        return "{version: %s, backend: {provider: generic}, source: {git: {%s}}}".formatted(version, git);
    }

    private static final String MAIN = spec("v1", "url: '" + URL + "', ref: main");

    private static Sources.Known remembering(SourceMark mark, String occasion) {
        return new Sources.Known(Optional.of(mark), occasion);
    }

    private String rejected(String spec, Class<? extends GatherResult> as) {
        var result = assertThrows(Rejected.class, () -> resolve(spec, Sources.Known.NOTHING))
                .result();
        return assertInstanceOf(as, result).toString();
    }

    @Test
    void theRefIsLookedUpOnceAndItsCommitIsKept() {
        var first = resolve(MAIN, Sources.Known.NOTHING).orElseThrow();
        var again = resolve(MAIN, remembering(first.mark(), "")).orElseThrow();

        assertEquals(
                List.of("main", COMMIT), asked.stream().map(GitLocation::ref).toList());
        assertEquals("main", first.mark().ref());
        assertEquals(COMMIT, first.mark().commit());
        assertEquals(first.mark(), again.mark());
        assertEquals(new GitLocation(URL, COMMIT, Optional.empty()), first.location());
    }

    @Test
    void anotherVersionOrSourceLooksAnew() {
        var mark = resolve(MAIN, Sources.Known.NOTHING).orElseThrow().mark();
        for (var other : List.of(
                spec("v2", "url: '" + URL + "', ref: main"),
                spec("v1", "url: '" + URL + "', ref: next"),
                spec("v1", "url: 'https://git.example.com/other.git', ref: main"))) {
            asked.clear();

            var found = resolve(other, remembering(mark, "")).orElseThrow();

            assertNotEquals(COMMIT, asked.getFirst().ref(), other);
            assertNotEquals(mark.of(), found.mark().of(), other);
        }
    }

    @Test
    void whatIsNotTheSourceLooksNothingUp() {
        var mark = resolve(MAIN, Sources.Known.NOTHING).orElseThrow().mark();
        references.withSecret("git", Map.of("username", "deploy", "password", "another"));

        resolve(
                "{version: v1, backend: {provider: generic, services: [web]}, env: [{name: A, value: b}], source:"
                        + " {git: {url: '" + URL + "', ref: main, credentials: {name: git}}}}",
                remembering(mark, ""));

        assertEquals(COMMIT, asked.getLast().ref());
    }

    @Test
    void aRequestLooksAnewOnceForEach() {
        var mark = resolve(MAIN, Sources.Known.NOTHING).orElseThrow().mark();

        resolve(MAIN, remembering(mark, "retry-1"));
        resolve(MAIN, remembering(mark, "retry-1"));
        resolve(MAIN, remembering(mark, "retry-2"));

        assertEquals(
                List.of("main", "main", "main", "main"),
                asked.stream().map(GitLocation::ref).toList());
        assertEquals(occasions.get(1), occasions.get(2), "the answer to the same request is the same");
        assertEquals(3, new HashSet<>(occasions).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{backend: {provider: generic}}",
                "{source: {git: {url: 'u', ref: main}}}",
                "{backend: {provider: none}, frontend: {provider: none}, source: {git: {url: 'u', ref: main}}}",
                "{envFrom: [{secretRef: {name: env}}], source: {git: {url: 'u', ref: main}}}"
            })
    void aSourceThatNothingIsTakenFromIsNotRead(String spec) {
        assertEquals(Optional.empty(), resolve(spec, Sources.Known.NOTHING));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend: {provider: generic}",
                "frontend: {provider: generic}",
                "backend: {provider: none}, frontend: {provider: generic}",
                "envFrom: [{secretRef: {name: env}}, {path: prod.env}]",
                "compose: {path: compose.yaml}"
            })
    void aSourceThatSomethingIsTakenFromIsRead(String what) {
        assertTrue(resolve("{%s, source: {git: {url: 'u', ref: main}}}".formatted(what), Sources.Known.NOTHING)
                .isPresent());
    }

    @Test
    void whatIsReadJustNowIsWaitedFor() {
        answer = new Sources.Answer.Pending();

        rejected(MAIN, GatherResult.Pending.class);
    }

    @Test
    void aFailureThatMayPassIsTrouble() {
        var finding = new Finding("GitUnreachable", "spec.source.git.url: no answer");
        answer = new Sources.Answer.Failed(finding, true);
        assertEquals(
                new GatherResult.SourceAway(finding, true).toString(), rejected(MAIN, GatherResult.SourceAway.class));

        answer = new Sources.Answer.Failed(finding, false);
        assertEquals(
                new GatherResult.SourceAway(finding, false).toString(), rejected(MAIN, GatherResult.SourceAway.class));
    }

    private static final String WITH_LOGIN = spec("v1", "url: '" + URL + "', ref: main, credentials: {name: git}");

    @Test
    void credentialsGoWithTheCommit() {
        references.withSecret("git", Map.of("username", "deploy", "password", "canary"));

        var source = resolve(WITH_LOGIN, Sources.Known.NOTHING).orElseThrow();

        var basic = Optional.<GitCredentials>of(new GitCredentials.Basic(Secret.of("deploy"), Secret.of("canary")));
        assertEquals(List.of(new GitLocation(URL, "main", basic)), asked);
        assertEquals(new GitLocation(URL, COMMIT, basic), source.location());
    }

    @Test
    void aKeyGoesBeforeAPasswordAndBringsTheHostsItKnows() {
        references.withSecret(
                "git",
                Map.of(
                        "ssh-privatekey",
                        "key",
                        "known_hosts",
                        "git ssh-ed25519 AAAA",
                        "username",
                        "u",
                        "password",
                        "p"));
        resolve(WITH_LOGIN, Sources.Known.NOTHING);
        references.withSecret("git", Map.of("ssh-privatekey", "key"));
        resolve(WITH_LOGIN, Sources.Known.NOTHING);

        assertEquals(
                List.of(
                        Optional.of(new GitCredentials.SshKey(Secret.of("key"), Optional.of("git ssh-ed25519 AAAA"))),
                        Optional.of(new GitCredentials.SshKey(Secret.of("key"), Optional.empty()))),
                asked.stream().map(GitLocation::credentials).toList());
    }

    @Test
    void credentialsThatAreNoneAreRefusedWithTheirPath() {
        var missing = rejected(WITH_LOGIN, GatherResult.Refused.class);
        references.withSecret("git", Map.of("username", "deploy", "token", "canary"));
        var incomplete = rejected(WITH_LOGIN, GatherResult.Refused.class);

        assertTrue(missing.contains("spec.source.git.credentials: there is no Secret git"), missing);
        assertTrue(incomplete.contains("ReferenceNotFound"), incomplete);
        assertTrue(
                incomplete.contains("spec.source.git.credentials: Secret git must have the keys username and password"),
                incomplete);
        assertEquals(List.of(), asked);
    }
}
