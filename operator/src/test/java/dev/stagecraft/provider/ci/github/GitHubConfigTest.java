package dev.stagecraft.provider.ci.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.ci.WorkflowRequest;
import dev.stagecraft.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubConfigTest {
    private static final GitHubProvider PROVIDER = new GitHubProvider();

    @Test
    void littleHasToBeSaid() {
        var config = GitHubConfig.read(Configs.json(Configs.PLAIN), false).config();
        assertEquals("stagecraft.yml", config.workflow());
        assertEquals(Optional.empty(), config.ref());
        assertEquals(URI.create("https://api.github.com"), config.apiUrl());
        assertEquals("ubuntu-latest", config.runner());
        assertEquals(Optional.empty(), config.push());
    }

    @Test
    void theExamplesAreWithoutFault() {
        for (var config : List.of(Configs.PLAIN, Configs.GIT, Configs.KUBECTL)) {
            assertEquals(List.of(), PROVIDER.check(Configs.json(config)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "repository | \"shop\"",
                "repository | \"acme/shop/x\"",
                "repository | \"acme/..\"",
                "workflow | \"../stagecraft.yml\"",
                "workflow | \"stagecraft\"",
                "ref | \"a..b\"",
                "ref | \"main'\"",
                "apiUrl | \"http://github.example.com/api/v3\"",
                "apiUrl | \"https://user@github.example.com\"",
                "apiUrl | \"https://github.example.com/?a=b\"",
                "runner | \"${{ github.actor }}\"",
                "login | \"me\"",
                "login.username | {\"username\": \"GITHUB_USER\", \"password\": \"P\"}",
                "login.password | {\"username\": \"U\"}",
                "secrets | [\"npm\"]",
                "secrets.npm | {\"npm\": \"a-b\"}",
                "secrets.a b | {\"a b\": \"A\"}",
                "push | true",
                "push.deliver | {}",
                "push.deliver | {\"deliver\": \"ftp\"}",
                "push.file | {\"deliver\": \"git\"}",
                "push.file | {\"deliver\": \"git\", \"file\": \"../x\"}",
                "push.file | {\"deliver\": \"kubectl\", \"file\": \"x\"}",
                "push.kubeconfig | {\"deliver\": \"git\", \"file\": \"x\", \"kubeconfig\": \"K\"}",
                "push.kubeconfig | {\"deliver\": \"kubectl\", \"kubeconfig\": \"a b\"}",
                "push.branch | {\"deliver\": \"kubectl\", \"branch\": \"a b\"}",
                "push.colour | {\"deliver\": \"kubectl\", \"colour\": 1}",
                "push.images | {\"deliver\": \"kubectl\", \"images\": []}",
                "push.images.Web | {\"deliver\": \"kubectl\", \"images\": {\"Web\": {}}}",
                "push.images.web | {\"deliver\": \"kubectl\", \"images\": {\"web\": 1}}",
                "push.images.web.context | {\"deliver\": \"kubectl\", \"images\": {\"web\": {\"context\": \"a'b\"}}}",
                "push.images.web.target | {\"deliver\": \"kubectl\", \"images\": {\"web\": {\"target\": \"-x\"}}}"
            })
    void everyFaultIsNamedByItsPath(String path, String value) {
        var config = (ObjectNode) Configs.json(Configs.PLAIN);
        config.set(path.split("\\.")[0], Configs.json(value));
        assertEquals(
                List.of(path),
                PROVIDER.check(config).stream().map(Violation::path).toList());
    }

    @Test
    void anInstallationOfOnesOwnMayHaveAPath() {
        var config =
                ((ObjectNode) Configs.json(Configs.PLAIN)).put("apiUrl", "https://github.example.com:8443/api/v3/");
        assertEquals(
                URI.create("https://github.example.com:8443/api/v3"),
                GitHubConfig.read(config, false).config().apiUrl());
    }

    @Test
    void aFaultyConfigurationMakesNothing() {
        var faulty = Configs.json("{}");
        assertThrows(IllegalArgumentException.class, () -> PROVIDER.executor(faulty, Map.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> PROVIDER.workflow(new WorkflowRequest(faulty, "shop", "shop-prod", "r")));
        assertThrows(IllegalArgumentException.class, () -> PROVIDER.executor(Configs.json(Configs.PLAIN), Map.of()));
        assertTrue(PROVIDER.secrets(faulty).isEmpty());
        assertEquals("github", PROVIDER.id());
        PROVIDER.executor(Configs.json(Configs.PLAIN), Map.of("tokenSecretRef", Secret.of("t")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Build web stagecraft-0123-0123",
                "",
                "xstagecraft-00000000000000000000-00000000",
                "stagecraft-00000000000000000000-000000001"
            })
    void aTitleWithoutACorrelationIsNoRunOfOurs(String title) {
        assertEquals(Optional.empty(), Correlation.in(title));
    }

    @Test
    void aCorrelationIsReadBack() {
        var correlation = Correlation.of(Scene.request());
        assertEquals(Optional.of(correlation), Correlation.in("Build web " + correlation.text()));
        assertEquals(correlation.image(), Correlation.of(Scene.request("rel-2")).image());
        assertTrue(!correlation
                .release()
                .equals(Correlation.of(Scene.request("rel-2")).release()));
    }
}
