package dev.stagecraft.provider.secrets.envfile;

import static dev.stagecraft.provider.secrets.TestWorkplace.config;
import static dev.stagecraft.provider.secrets.TestWorkplace.holding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.dotenv.NastyText;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.provider.secrets.KeptSecret;
import dev.stagecraft.provider.secrets.SyncDirection;
import dev.stagecraft.provider.secrets.SyncOutcome;
import dev.stagecraft.provider.secrets.SyncRequest;
import dev.stagecraft.provider.secrets.TestWorkplace;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EnvfileProviderTest {
    private static final String KEYS = "{file: config/.env, secret: {name: shop-env}}";
    private static final String WHOLE = "{file: config/.env, secret: {name: shop-env, key: prod.env}}";

    private final EnvfileProvider provider = new EnvfileProvider();
    private final TestWorkplace workplace = new TestWorkplace();

    @Test
    void aSecretGoesToAFileAndBackByteForByte() {
        var values = new TreeMap<String, String>();
        for (int seed = 0; seed < 300; seed++) {
            values.put("V" + seed, NastyText.of(new Random(seed)));
        }

        var pushed = sync(KEYS, SyncDirection.PUSH, Map.of("shop-env", holding(values)));
        var pulled = sync(KEYS, SyncDirection.PULL, Map.of());

        assertEquals(
                values.size(),
                assertInstanceOf(SyncOutcome.Synced.class, pushed).names().size());
        assertEquals(
                Map.of("shop-env", holding(values)),
                assertInstanceOf(SyncOutcome.Synced.class, pulled).secrets());
    }

    @Test
    void aFileThatIsTheValueOfAKeyIsCarriedAsItStands() {
        var text = "# comment\nA=1\nB=$A\n";

        var pushed =
                sync(WHOLE, SyncDirection.PUSH, Map.of("shop-env", holding(Map.of("prod.env", text, "other", "x"))));
        var pulled = sync(WHOLE, SyncDirection.PULL, Map.of());

        assertEquals(
                List.of("prod.env"),
                assertInstanceOf(SyncOutcome.Synced.class, pushed).names());
        assertEquals(Optional.of(text), workplace.text("config/.env"));
        assertEquals(
                new SyncOutcome.Synced(List.of("prod.env"), Map.of("shop-env", Map.of("prod.env", Secret.of(text)))),
                pulled);
    }

    @Test
    void variablesOfAFileAreReplacedWhenItBecomesKeys() {
        workplace.with("config/.env", "B=1\nA=${B}2\n");

        var pulled = assertInstanceOf(SyncOutcome.Synced.class, sync(KEYS, SyncDirection.PULL, Map.of()));

        assertEquals(List.of("A", "B"), pulled.names());
        assertEquals(Map.of("shop-env", holding(Map.of("A", "12", "B", "1"))), pulled.secrets());
    }

    @Test
    void whatCannotBeCarriedIsRefusedAndNothingIsWritten() {
        var binary = new TreeMap<>(holding(Map.of("A.B", "hunter2", "N", "hunter2\0")));
        binary.put("X", Secret.of(new byte[] {(byte) 0xff}));

        var message = failed(sync(KEYS, SyncDirection.PUSH, Map.of("shop-env", binary)), "secret.name");

        assertTrue(message.contains("Key A.B") && message.contains("of N") && message.contains("of X"), message);
        assertFalse(message.contains("hunter2"), message);
        assertEquals(Optional.empty(), workplace.text("config/.env"));
    }

    @Test
    void aFileWithFaultsIsToldByItsLines() {
        workplace.with("config/.env", "A=1\nhunter-2\n");
        var line = failed(sync(KEYS, SyncDirection.PULL, Map.of()), "file");
        workplace.with("config/.env", "A=1\nB=$hunter\n");
        var fault = failed(sync(KEYS, SyncDirection.PULL, Map.of()), "file");
        workplace.with("config/.env", "A=hunter2\0");
        var binary = failed(sync(KEYS, SyncDirection.PULL, Map.of()), "file");

        assertTrue(line.contains("File config/.env cannot be read. Line 2: ") && !line.contains("hunter"), line);
        assertTrue(fault.contains("Line 2: The variable hunter, which the value of B needs"), fault);
        assertTrue(binary.contains("no UTF-8 text") && !binary.contains("hunter"), binary);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertTrue(
                failed(sync(KEYS, SyncDirection.PUSH, Map.of()), "secret.name").contains("no Secret shop-env"));
        assertTrue(failed(sync(WHOLE, SyncDirection.PUSH, Map.of("shop-env", Map.of())), "secret.key")
                .contains("no value under key prod.env"));
        assertTrue(failed(sync(KEYS, SyncDirection.PULL, Map.of()), "file").contains("no file config/.env"));
        workplace.broken();
        assertTrue(failed(sync(KEYS, SyncDirection.PULL, Map.of()), "file").contains("permission denied"));
    }

    @Test
    void itsConfigurationIsChecked() {
        assertEquals(List.of(), provider.check(config(KEYS)));
        assertEquals(List.of(), provider.check(config(WHOLE)));
        assertEquals(List.of("file", "secret"), paths("{}"));
        assertEquals(List.of("file"), paths("{file: a/../b, secret: {name: s}}"));
        assertEquals(List.of("file"), paths("{file: /etc/passwd, secret: {name: s}}"));
        assertEquals(List.of("secret.namespace"), paths("{file: .env, secret: {name: s, namespace: other}}"));
        assertEquals(List.of("secret.name", "secret.key"), paths("{file: .env, secret: {name: S, key: a/b}}"));
        assertEquals(List.of(""), paths("[]"));
        assertEquals(List.of(new KeptSecret("shop-env", Optional.of("prod.env"))), provider.keeps(config(WHOLE)));
    }

    private List<String> paths(String yaml) {
        return provider.check(config(yaml)).stream().map(Violation::path).toList();
    }

    private SyncOutcome sync(String yaml, SyncDirection direction, Map<String, Map<String, Secret>> cluster) {
        return provider.sync(new SyncRequest(config(yaml), direction, cluster, workplace));
    }

    private static String failed(SyncOutcome outcome, String path) {
        var failed = assertInstanceOf(SyncOutcome.Failed.class, outcome);
        assertEquals(ErrorCode.SECRET_SYNC_FAILED, failed.code());
        assertEquals(path, failed.path());
        return failed.message();
    }
}
