package dev.stagecraft.provider.secrets.encore;

import static dev.stagecraft.provider.secrets.TestWorkplace.config;
import static dev.stagecraft.provider.secrets.TestWorkplace.holding;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.command.CommandResult;
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
import org.junit.jupiter.api.Test;

class EncoreSecretsProviderTest {
    private static final String CONFIG = "{types: [preview, prod, dev, local], secret: {name: shop-encore}}";
    private static final CommandResult DONE = new CommandResult(0, "Successfully updated", "", false);

    private final EncoreSecretsProvider provider = new EncoreSecretsProvider();
    private final TestWorkplace workplace = new TestWorkplace();

    @Test
    void everyKeyIsSetForTheListedTypesWithItsValueOnStandardInputOnly() {
        workplace.answering(_ -> DONE);

        var pushed = sync(SyncDirection.PUSH, Map.of("B", "hunter2 'x'\nsecond", "A", "sentinel"));

        assertEquals(new SyncOutcome.Synced(List.of("A", "B"), Map.of()), pushed);
        assertEquals(
                List.of(
                        List.of("encore", "version"),
                        List.of("encore", "secret", "set", "--type", "dev,local,prod,pr", "A"),
                        List.of("encore", "secret", "set", "--type", "dev,local,prod,pr", "B")),
                workplace.calls().stream().map(call -> call.argv()).toList());
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of(Secret.of("sentinel")),
                        Optional.of(Secret.of("hunter2 'x'\nsecond"))),
                workplace.calls().stream().map(call -> call.stdin()).toList());
    }

    @Test
    void withoutTheCliNothingIsStarted() {
        var failed = assertInstanceOf(SyncOutcome.Failed.class, sync(SyncDirection.PUSH, Map.of("A", "hunter2")));

        assertEquals(ErrorCode.PROVIDER_NOT_AVAILABLE, failed.code());
        assertEquals(1, workplace.calls().size());
        assertTrue(failed.message().contains("install the Encore CLI"), failed::message);
    }

    @Test
    void whatTheCliRefusesIsToldWithoutAValueAndWithWhatWasSetBefore() {
        workplace.answering(call -> call.argv().contains("B")
                ? new CommandResult(1, "", "unable to create secret hunter2: conflict\n", false)
                : DONE);

        var message = failed(sync(SyncDirection.PUSH, Map.of("A", "first-value", "B", "hunter2", "C", "third")), "");

        assertTrue(message.contains("did not set B (exit code 1): unable to create secret"), message);
        assertTrue(message.endsWith("Set before it: A."), message);
        assertFalse(message.contains("hunter2"), message);
        assertEquals(3, workplace.calls().size());
    }

    @Test
    void whatTheCliWouldChangeIsRefusedBeforeAnythingIsSet() {
        workplace.answering(_ -> DONE);

        var message = failed(
                sync(SyncDirection.PUSH, Map.of("A", "ok", "B", "hunter2\n", "C.D", "x", "E", "hunter2\0")),
                "secret.name");

        assertTrue(message.contains("B ends with a line break"), message);
        assertTrue(message.contains("Key C.D") && message.contains("value of E"), message);
        assertFalse(message.contains("hunter2"), message);
        assertEquals(List.of(), workplace.calls());
    }

    @Test
    void aDevelopersOwnValuesArePulledFromTheirFile() {
        workplace.with(".secrets.local.cue", """
                // own values
                GitHubToken: "ghp_x" // comment
                  "Quoted": "a\\"b\\\\c\\n\\u00e9\\/",

                Empty:""
                Url: "https://x//y"
                """);

        var pulled = assertInstanceOf(SyncOutcome.Synced.class, sync(SyncDirection.PULL, Map.of()));

        assertEquals(
                Map.of(
                        "shop-encore",
                        holding(Map.of(
                                "GitHubToken",
                                "ghp_x",
                                "Quoted",
                                "a\"b\\c\n\u00e9/",
                                "Empty",
                                "",
                                "Url",
                                "https://x//y"))),
                pulled.secrets());
        assertEquals(List.of("Empty", "GitHubToken", "Quoted", "Url"), pulled.names());
        assertEquals(List.of(), workplace.calls());
    }

    @Test
    void linesThatAreMoreThanNamesAndValuesAreRefusedByTheirNumbers() {
        workplace.with(
                ".secrets.local.cue",
                "A: \"1\"\nB: #hunter2\nC: \"\\(hunter2)\"\nD: \"hunter2\nE: \"\\uD8\"\nF: \"\"\"\nif hunter2 {\n");

        var message = failed(sync(SyncDirection.PULL, Map.of()), "file");

        assertTrue(message.contains("line 2, 3, 4, 5, 6 and more"), message);
        assertFalse(message.contains("hunter2"), message);
    }

    @Test
    void whatIsNotThereIsTold() {
        assertTrue(failed(sync(SyncDirection.PULL, Map.of()), "file").contains("gives no value back"));
        assertTrue(failed(
                        provider.sync(new SyncRequest(config(CONFIG), SyncDirection.PUSH, Map.of(), workplace)),
                        "secret.name")
                .contains("no Secret shop-encore"));
        workplace.broken();
        assertTrue(failed(sync(SyncDirection.PULL, Map.of()), "file").contains("permission denied"));
    }

    @Test
    void itsConfigurationIsChecked() {
        assertEquals(List.of(), provider.check(config(CONFIG)));
        assertEquals(List.of("types", "secret.name"), paths("{}"));
        assertEquals(List.of("types[1]", "types[2]"), paths("{types: [dev, staging, dev], secret: {name: s}}"));
        assertEquals(List.of("secret.key"), paths("{types: [dev], secret: {name: s, key: k}}"));
        assertEquals(List.of("file"), paths("{types: [dev], secret: {name: s}, file: ../x}"));
        assertEquals(List.of(""), paths("[]"));
        assertEquals(List.of(new KeptSecret("shop-encore", Optional.empty())), provider.keeps(config(CONFIG)));
    }

    private List<String> paths(String yaml) {
        return provider.check(config(yaml)).stream().map(Violation::path).toList();
    }

    private SyncOutcome sync(SyncDirection direction, Map<String, String> secret) {
        return provider.sync(
                new SyncRequest(config(CONFIG), direction, Map.of("shop-encore", holding(secret)), workplace));
    }

    private static String failed(SyncOutcome outcome, String path) {
        var failed = assertInstanceOf(SyncOutcome.Failed.class, outcome);
        assertEquals(ErrorCode.SECRET_SYNC_FAILED, failed.code());
        assertEquals(path, failed.path());
        return failed.message();
    }
}
