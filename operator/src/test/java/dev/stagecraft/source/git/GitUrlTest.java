package dev.stagecraft.source.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitCredentials;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitDirectory.GitNotImplemented;
import dev.stagecraft.source.GitDirectory.GitRefused;
import dev.stagecraft.source.GitDirectory.GitUnreachable;
import dev.stagecraft.source.GitLocation;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a URL that a user wrote can make the operator of production connect to. */
@Timeout(60)
class GitUrlTest {
    private final JGitFiles git = new JGitFiles(GitAccess.standard());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc",
                "/etc",
                "../x",
                "C:\\x",
                "git://git.example.com/x",
                "http://git.example.com/x",
                "ftp://git.example.com/x",
                "ext::sh -c id",
                "https:///x",
                "https://git.example.com/x?y",
                "https://git.example.com/x#y",
                "bundle:///x",
                "amazon-s3://x/y",
                "",
                "https://127.0.0.1/x",
                "https://localhost/x",
                "https://[::1]/x",
                "https://169.254.169.254/x",
                "https://2852039166/x",
                "https://168.63.129.16/x",
                "https://api.shop.svc/x"
            })
    void whatIsNoHttpsServerIsRefused(String url) {
        var refused = assertInstanceOf(GitRefused.class, read(url), url);
        assertEquals("url", refused.field());
        assertTrue(refused.message().endsWith("."), refused.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://deploy:s3cret@git.example.com/x", "https://s3cret@git.example.com/x"})
    void userInformationIsRefusedAndNotShown(String url) {
        var message = assertInstanceOf(GitRefused.class, read(url)).message();

        assertFalse(message.contains("s3cret"), message);
        assertFalse(new GitLocation(url, "main", Optional.empty()).toString().contains("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@git.example.com/x", "git@git.example.com:acme/x.git"})
    void sshIsNotImplemented(String url) {
        assertEquals("url", assertInstanceOf(GitNotImplemented.class, read(url)).field());
    }

    @Test
    void sshKeyIsNotImplemented() {
        var key = new GitCredentials.SshKey(Secret.of("key"), Optional.empty());
        var answer = git.read(new GitLocation("https://git.example.com/x", "main", Optional.of(key)), "db");

        assertEquals(
                "credentials", assertInstanceOf(GitNotImplemented.class, answer).field());
    }

    @Test
    void unknownNameIsRetryable() {
        var answer = assertInstanceOf(GitUnreachable.class, read("https://git.invalid/x"));

        assertTrue(answer.retryable() && answer.message().contains("git.invalid is not known"), answer.message());
    }

    private GitDirectory read(String url) {
        return git.read(new GitLocation(url, "main", Optional.empty()), "db");
    }
}
