package dev.stagecraft.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.sandbox.host.FileTree;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitLocation;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a request holds and shows, and the words for how a build ends. */
class BuildRequestTest {
    private static final String CANARY = "canary-7f3a";

    private static BuildRequest request(
            List<String> platforms, SortedMap<String, String> labels, Map<String, Secret> secrets) {
        return new BuildRequest(
                "web",
                "registry.example.com/acme/web:build-1",
                new Recipe.Dockerfile("", "Dockerfile", "", new TreeMap<>(), List.of("npm")),
                FileTree.of(Map.of("Dockerfile", "FROM scratch\n")),
                new GitLocation(
                        "https://git.example.com/shop.git",
                        "0".repeat(40),
                        Optional.of(new GitCredentials.Basic(Secret.of("deploy"), Secret.of(CANARY)))),
                platforms,
                labels,
                secrets,
                Secret.of("{\"auths\": \"" + CANARY + "\"}"),
                Duration.ofMinutes(1));
    }

    @Test
    void aBuildIsForAPlatform() {
        assertThrows(IllegalArgumentException.class, () -> request(List.of(), new TreeMap<>(), Map.of()));
    }

    @Test
    void whatHappensToItsPartsLaterIsNotSeen() {
        var platforms = Arrays.asList("linux/amd64");
        var labels = new TreeMap<>(Map.of("a", "1"));
        var secrets = new HashMap<>(Map.of("npm", Secret.of(CANARY)));
        var request = request(platforms, labels, secrets);

        platforms.set(0, "linux/arm64");
        labels.clear();
        secrets.clear();

        assertEquals(List.of("linux/amd64"), request.platforms());
        assertEquals(Map.of("a", "1"), request.labels());
        assertEquals(Map.of("npm", Secret.of(CANARY)), request.secrets());
        assertThrows(UnsupportedOperationException.class, () -> request.labels().put("b", "2"));
    }

    @Test
    void noSecretIsInItsText() {
        var text = request(List.of("linux/amd64"), new TreeMap<>(), Map.of("npm", Secret.of(CANARY)))
                .toString();

        assertTrue(text.contains("registry.example.com/acme/web:build-1"), text);
        assertFalse(text.contains(CANARY), text);
    }

    @Test
    void everyReasonHasAWordThatStatusTakesAndThoseOfTheBuilderShareOne() {
        var words = Arrays.stream(BuildOutcome.Reason.values())
                .map(BuildOutcome.Reason::label)
                .collect(Collectors.toSet());

        assertEquals(
                BuildOutcome.Reason.BUILDER_NOT_AVAILABLE.label(), BuildOutcome.Reason.BUILDER_UNAUTHORIZED.label());
        assertEquals(BuildOutcome.Reason.values().length - 1, words.size());
        words.forEach(word -> assertTrue(word.matches("([A-Z][a-z]+)+"), word));
    }

    @Test
    void aRecipeKeepsItsOwnCopies() {
        var arguments = new TreeMap<>(Map.of("A", "1"));
        var files = new HashMap<>(Map.of("infra.json", "{}"));
        var dockerfile = new Recipe.Dockerfile("", "Dockerfile", "", arguments, List.of());
        var program = new Recipe.Program("", "encore", "", List.of("encore"), files, files, List.of());

        arguments.put("A", "2");
        files.clear();

        assertEquals(Map.of("A", "1"), dockerfile.arguments());
        assertEquals(Map.of("infra.json", "{}"), program.files());
        assertEquals(Map.of("infra.json", "{}"), program.environment());
        assertThrows(UnsupportedOperationException.class, () -> program.files().put("x", "y"));
    }
}
