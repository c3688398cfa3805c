package dev.stagecraft.cli.init.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitRemoteTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    https://github.com/acme/shop.git|https://github.com/acme/shop.git
                    https://user:password@git.example.com:8443/a/b|https://git.example.com:8443/a/b
                    git@github.com:acme/shop.git|https://github.com/acme/shop.git
                    github.com:acme/shop|https://github.com/acme/shop
                    ssh://git@git.example.com:2222/acme/shop.git|https://git.example.com/acme/shop.git
                    http://git.example.com/acme/shop.git|none
                    /srv/git/shop.git|none
                    ../shop|none
                    file:///srv/git/shop.git|none
                    https://git.example.com/a b|none
                    https://git.example.com/a?token=x|none
                    C:/git/shop|none
                    """)
    void aUrlIsTheSameOverHttps(String written, String expected) {
        assertEquals(Optional.ofNullable(expected), GitRemote.https(written));
    }

    @Test
    void theFirstRemoteCountsWhereNoneIsCalledOrigin() {
        String config =
                "[core]\n\turl = https://no.example.com/x/y\n[remote \"up\"]\n\turl = https://a.example.com/x/y\n";

        assertEquals(
                Optional.of(new GitRemote("https://a.example.com/x/y", "main")),
                GitRemote.of(config, "0123456789abcdef"));
    }

    @Test
    void theBranchIsTheOneThatIsCheckedOut() {
        String config = "[remote \"origin\"]\nurl=https://a.example.com/x/y\n";

        assertEquals(
                "feature/a.b",
                GitRemote.of(config, "ref: refs/heads/feature/a.b\n")
                        .orElseThrow()
                        .branch());
        assertEquals(
                "main",
                GitRemote.of(config, "ref: refs/heads/we..ird\n").orElseThrow().branch());
    }

    @Test
    void withoutARemoteThereIsNone() {
        assertEquals(Optional.empty(), GitRemote.of("[core]\n\tbare = false\n", "ref: refs/heads/main"));
    }
}
