package dev.stagecraft.cli.phase;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.FakeCluster;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cluster.References;
import dev.stagecraft.cluster.Secrets;
import dev.stagecraft.command.CommandRunner;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Secret of which one key is a whole dotenv file. */
class SecretsSyncTest {
    private static final String OLD = "KEPT=a\n# why\nOTHER=\"two\n#words\"\nREF=${KEPT}-x\n# end\nSAME=s\n";

    @TempDir
    Path directory;

    private static SecretWrite write(String old, String fresh, boolean prune) {
        return SecretWrite.of(
                new KeptSecret("shop-env", Optional.of(".env")),
                Map.of(".env", Secret.of(old), "beside", Secret.of("b")),
                Map.of(".env", Secret.of(fresh)),
                prune);
    }

    private static String text(SecretWrite write) {
        return requireNonNull(write.values().get(".env")).reveal();
    }

    @Test
    void variablesThatTheFileHasNotStay() {
        var write = write(OLD, "SAME='s'\nNEW=n", false);

        assertEquals("[NEW] [] [] [SAME]", said(write));
        assertEquals("SAME='s'\nNEW=n\nKEPT=a\nOTHER=\"two\\n#words\"\nREF=${KEPT}-x\n# end\n", text(write));
        assertEquals(Set.of(), write.removed());
    }

    @Test
    void theyGoWhereThatIsSaid() {
        var write = write(OLD, "SAME=s\nKEPT=b\n", true);

        assertEquals("[] [KEPT] [OTHER, REF] [SAME]", said(write));
        assertEquals("SAME=s\nKEPT=b\n", text(write));
        assertEquals(Set.of(), write.removed(), "variables are no keys of the Secret");
    }

    @Test
    void nothingIsWrittenTwice() {
        assertFalse(write(OLD, OLD, false).isNeeded());
        assertTrue(write("", "A=1\n", false).isNeeded());
    }

    @Test
    void whatCannotBeReadIsNotReplacedUnasked() {
        var failure = assertThrows(CommandFailure.class, () -> write("no line\n", "A=1\n", false));

        assertEquals(
                "What is in key .env of Secret shop-env now cannot be read as a dotenv file, so that nothing of it can be"
                        + " kept; say --prune to replace it as a whole.",
                failure.getMessage());
        assertEquals("[A] [] [(lines that cannot be read)] []", said(write("no line\n", "A=1\n", true)));
    }

    private static String said(SecretWrite write) {
        var changes = write.changes();
        return changes.added() + " " + changes.changed() + " " + changes.removed() + " " + changes.unchanged();
    }

    @Test
    void nothingIsSaidToHaveChangedBeforeItIsAgreedTo() throws IOException {
        Files.writeString(directory.resolve("prod.env"), "SAME=s\n");
        var written = new TreeMap<String, String>();
        var cluster = FakeCluster.of("{envFrom: [{secretRef: {name: shop-env, key: .env}}]}", "{}")
                .port("providers", CliSessions.providers())
                .port("references", references())
                .port("secrets", (Secrets) (_, name, values, _, _) ->
                        values.forEach((key, value) -> written.put(name + "/" + key, value.reveal())))
                .port("programs", (CommandRunner) _ -> {
                    throw new UnsupportedOperationException("no program is run");
                });
        var cli = CliRun.in(directory).world(cluster.world());

        var no = cli.terminal(100).input("n\n").run("secrets", "sync", "--from", "prod.env", "--prune", "-o", "json");
        assertEquals(1, no.exitCode(), no.text());
        assertEquals("", no.out());
        assertTrue(
                no.err()
                        .startsWith(
                                "Would change key .env of Secret shop-env: 0 added, 0 changed, 3 removed, 1 as before.\n"),
                no.err());
        assertEquals(Map.of(), written);

        var yes = cli.input("y\n").run("secrets", "sync", "--from", "prod.env", "--prune");
        assertTrue(yes.out().startsWith("Changed key .env of Secret shop-env: "), yes.text());
        assertEquals(Map.of("shop-env/.env", "SAME=s\n"), written);
    }

    private static References references() {
        return new References() {
            @Override
            public Optional<Map<String, Secret>> secret(String namespace, String name) {
                return Optional.of(Map.of(".env", Secret.of(OLD)));
            }

            @Override
            public Optional<Map<String, String>> configMap(String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Map<String, Optional<String>>> configMapFiles(String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<String> namespaceAnnotation(String namespace, String name) {
                return Optional.empty();
            }
        };
    }
}
