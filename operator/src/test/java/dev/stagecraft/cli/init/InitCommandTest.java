package dev.stagecraft.cli.init;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import dev.stagecraft.cli.init.manifest.Tree;
import dev.stagecraft.cli.session.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How init asks, and when it writes. */
class InitCommandTest {
    private static final String BASE = "stagecraft/base/stagecraft.yaml";

    @TempDir
    Path directory;

    @Test
    void onATerminalItAsksAndTakesWhatIsAnswered() throws IOException {
        Path worked = InitCase.of("repos", "dockerfile").layOut(directory);
        var run = CliRun.in(worked).terminal(100).input("prices\nregistry.example.com/acme\nstaging, prod\napp=2\n");

        var result = run.run("init");

        run.golden("init/asked", result);
        assertAll(
                () -> assertTrue(base(worked).contains("registry: registry.example.com/acme"), base(worked)),
                () -> assertTrue(
                        overlay(worked, "staging").contains("name: prices-staging"), overlay(worked, "staging")),
                () -> assertTrue(overlay(worked, "prod").contains("count: 2"), overlay(worked, "prod")));
    }

    @Test
    void enterTakesWhatIsSuggestedAndSoDoesTheEndOfTheInput() {
        Path worked = InitCase.of("repos", "dockerfile").layOut(directory.resolve("asked"));
        Path other = InitCase.of("repos", "dockerfile").layOut(directory.resolve("told"));

        CliRun.in(worked).terminal(100).input("\n\n").run("init");
        CliRun.in(other).run("init", "--non-interactive");

        assertEquals(InitCase.files(other), InitCase.files(worked));
    }

    @Test
    void aWrongAnswerIsToldAndAskedForAgain() throws IOException {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        var result = CliRun.in(worked)
                .terminal(100)
                .input("My Shop\nmy-shop\nhttps://x\n-\nProd\nprod\napp\napp=1\n")
                .run("init");

        assertAll(
                () -> assertEquals(0, result.exitCode(), result.text()),
                () -> assertTrue(result.err().contains("such as my-shop"), result.err()),
                () -> assertTrue(result.err().contains("without https://"), result.err()),
                () -> assertTrue(result.err().contains("Environment \"Prod\""), result.err()),
                () -> assertTrue(result.err().contains("such as app=2,db=1"), result.err()),
                () -> assertTrue(base(worked).contains("name: my-shop"), base(worked)));
    }

    @Test
    void afterThreeWrongAnswersItGivesUpAndWritesNothing() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        var result = CliRun.in(worked).terminal(100).input("A\nB\nC\nd\n").run("init");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertEquals(
                        List.of("README.md"), List.copyOf(InitCase.files(worked).keySet())));
    }

    @Test
    void whatAnOptionSaysIsNotAsked() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        var result = CliRun.in(worked)
                .terminal(100)
                .run("init", "--project", "a", "--registry", "-", "--environments", "x", "--hosts", "app=1");

        assertFalse(result.err().contains("["), result.err());
    }

    @Test
    void whereNobodyLooksNothingIsAsked() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        var result = CliRun.in(worked).input("other\n").run("init");

        assertAll(
                () -> assertEquals(0, result.exitCode()),
                () -> assertFalse(result.err().contains("Project name"), result.err()),
                () -> assertTrue(base(worked).contains("metadata: {name: empty}")));
    }

    @Test
    void aDryRunShowsTheFilesAndWritesNone() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);
        var before = InitCase.files(worked);
        var run = CliRun.in(worked);

        var result = run.run("init", "--non-interactive", "--dry-run");

        run.golden("init/dry-run", result);
        assertEquals(before, InitCase.files(worked));
    }

    @Test
    void withForceItsOwnFilesAreReplacedAndNoOther() throws IOException {
        Path worked = InitCase.of("repos", "dockerfile").layOut(directory);
        CliRun.in(worked).run("init", "--non-interactive");
        String compose = "services: {web: {build: ., ports: [\"9000:8080\"]}}\n";
        Files.writeString(worked.resolve("compose.yaml"), compose);
        Files.writeString(worked.resolve(BASE), "mine");

        var result = CliRun.in(worked).run("init", "--non-interactive", "--force");

        assertAll(
                () -> assertEquals(0, result.exitCode(), result.err()),
                () -> assertEquals(compose, Files.readString(worked.resolve("compose.yaml"))),
                () -> assertTrue(base(worked).startsWith("# price-list"), base(worked)));
    }

    @Test
    void whatAUserHasBesideIsNeitherReplacedNorWrittenThrough() throws IOException {
        Path worked = InitCase.of("repos", "empty").layOut(directory.resolve("worked"));
        Path outside = Files.writeString(directory.resolve("outside"), "mine");
        Path link = worked.resolve("stagecraft/base/.stagecraft.yaml.stagecraft-new");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, outside);

        var result = CliRun.in(worked).run("init", "--non-interactive");

        assertAll(
                () -> assertEquals(0, result.exitCode(), result.err()),
                () -> assertEquals("mine", Files.readString(outside)),
                () -> assertTrue(Files.isSymbolicLink(link)),
                () -> assertTrue(base(worked).contains("name: empty"), base(worked)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stagecraft", "stagecraft/overlays", "stagecraft/overlays/prod"})
    void nothingIsWrittenThroughADirectoryThatIsALink(String linked) throws IOException {
        Path worked = InitCase.of("repos", "empty").layOut(directory.resolve("worked"));
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Files.createDirectories(worked.resolve(linked).getParent());
        Files.createSymbolicLink(worked.resolve(linked), outside);

        var result = CliRun.in(worked).run("init", "--non-interactive", "--force");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(
                        result.err().contains(linked + " is a symbolic link, and nothing was written"), result.err()),
                () -> assertTrue(InitCase.files(outside).isEmpty()),
                () -> assertFalse(Files.exists(worked.resolve("compose.yaml"))));
    }

    @Test
    void aComposeFileThatIsALinkIsNotReplaced() throws IOException {
        Path worked = InitCase.of("repos", "empty").layOut(directory.resolve("worked"));
        Path outside = Files.writeString(directory.resolve("outside"), "services: {web: {image: x}}\n");
        Files.createSymbolicLink(worked.resolve("compose.yaml"), outside);

        var result = CliRun.in(worked).run("init", "--non-interactive", "--force");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(result.err().contains("compose.yaml is a symbolic link"), result.err()),
                () -> assertTrue(Files.isSymbolicLink(worked.resolve("compose.yaml"))),
                () -> assertFalse(Files.exists(worked.resolve("stagecraft"))));
    }

    @Test
    void aFileOfTheProjectIsNeverReplaced() throws IOException {
        Files.writeString(directory.resolve("compose.yaml"), "mine");
        var tree = new Tree(new TreeMap<>(Map.of("compose.yaml", "new", "stagecraft/a", "new")));

        var thrown = assertThrows(
                CommandFailure.class, () -> new Target(directory).write(tree, Set.of("compose.yaml"), true));

        assertAll(
                () -> assertTrue(String.valueOf(thrown.getMessage()).contains("never replaced"), thrown::getMessage),
                () -> assertEquals("mine", Files.readString(directory.resolve("compose.yaml"))),
                () -> assertFalse(Files.exists(directory.resolve("stagecraft"))));
    }

    @Test
    void oneFileThatIsThereKeepsAllFromBeingWritten() throws IOException {
        Path worked = InitCase.of("repos", "dockerfile").layOut(directory);
        Path there = worked.resolve("stagecraft/overlays/prod/patch.yaml");
        Files.createDirectories(there.getParent());
        Files.writeString(there, "mine");
        var before = InitCase.files(worked);

        var result = CliRun.in(worked).run("init", "--non-interactive");

        assertAll(
                () -> assertEquals(
                        "error: stagecraft/overlays/prod/patch.yaml is there already, and nothing was written; --force replaces what init writes, and --dry-run shows it.\n",
                        result.err()),
                () -> assertEquals(before, InitCase.files(worked)));
    }

    @Test
    void whereOneFileCannotBeWrittenNoneIs() throws IOException {
        Path worked = InitCase.of("repos", "dockerfile").layOut(directory);
        Files.createDirectories(worked.resolve("stagecraft/overlays/prod/patch.yaml/inside"));
        var before = InitCase.files(worked);

        var result = CliRun.in(worked).run("init", "--non-interactive", "--force");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(result.err().contains("none was"), result.err()),
                () -> assertEquals(before, InitCase.files(worked)),
                () -> assertFalse(Files.exists(worked.resolve("stagecraft/base"))));
    }

    @Test
    void aFileInTheWayOfADirectoryIsTold() throws IOException {
        Path worked = InitCase.of("repos", "empty").layOut(directory);
        Files.writeString(worked.resolve("stagecraft"), "a file");

        var result = CliRun.in(worked).run("init", "--non-interactive");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertFalse(result.err().contains("Exception:"), result.err()),
                () -> assertFalse(Files.exists(worked.resolve("compose.yaml"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --project|Shop|write at most 40 lower-case letters
                    --registry|https://ghcr.io/a|without https://
                    --environments|prod,Dev|Environment "Dev"
                    --hosts|app=0|such as app=2,db=1
                    --hosts|app=1,app=2|such as app=2,db=1
                    --hosts|app=99,db=2|more than 100
                    --cloud|hetzner|digitalocean or static
                    --region|NYC|no slug
                    --address|app|HOST=ADDRESS
                    """)
    void anOptionThatCannotBeUsedIsToldAndNothingIsWritten(String option, String value, String told) {
        Path worked = InitCase.of("repos", "empty").layOut(directory);
        var before = InitCase.files(worked);

        var result = CliRun.in(worked).run("init", "--non-interactive", option, value);

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(result.err().contains(told), result.err()),
                () -> assertEquals(1, result.err().lines().count(), result.err()),
                () -> assertEquals(before, InitCase.files(worked)));
    }

    @Test
    void namesThatAreTooLongTogetherAreTold() {
        Path worked = InitCase.of("repos", "empty").layOut(directory);

        var result = CliRun.in(worked)
                .run("init", "--project", "a".repeat(40), "--environments", "b".repeat(20), "--non-interactive");

        assertTrue(result.err().contains("57 characters together"), result.err());
    }

    @Test
    void aComposeFileThatCouldNotBeReleasedIsTold() throws IOException {
        Files.writeString(directory.resolve("compose.yaml"), "services: {web: {depends_on: [db], image: x}}\n");

        var result = CliRun.in(directory).run("init", "--non-interactive");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(result.err().contains("compose.yaml cannot be released as it is"), result.err()),
                () -> assertFalse(Files.exists(directory.resolve("stagecraft"))));
    }

    @Test
    void dataOnSeveralHostsIsWarnedOf() {
        Path worked = InitCase.of("repos", "compose").layOut(directory);

        var result = CliRun.in(worked).run("init", "--non-interactive", "--hosts", "app=2");

        assertTrue(result.err().contains("In prod db would run on each of 2 hosts of role app"), result.err());
    }

    @Test
    void databasesOfTheirOwnHostAreNotCalledByName() {
        Path worked = InitCase.of("repos", "compose").layOut(directory);

        var result = CliRun.in(worked).run("init", "--non-interactive", "--hosts", "app=2,db=1");

        assertAll(
                () -> assertTrue(result.err().contains("Services call db by its name"), result.err()),
                () -> assertTrue(base(worked).contains("db: {role: db, rollout: {strategy: Manual}}"), base(worked)));
    }

    @Test
    void aConfigurationThatIsNotThereIsTold() {
        var result = CliRun.in(directory).run("init", "--from", "nothing.yml");

        assertAll(
                () -> assertEquals(1, result.exitCode()),
                () -> assertTrue(result.err().contains("nothing.yml cannot be read"), result.err()));
    }

    @Test
    void optionsCountForMoreThanAConfiguration() {
        Path worked = InitCase.of("from", "generic").layOut(directory);

        CliRun.in(worked)
                .run("init", "--from", "stagecraft.yml", "--project", "other", "--registry", "r.example.com/o");

        assertAll(
                () -> assertTrue(base(worked).contains("metadata: {name: other}"), base(worked)),
                () -> assertTrue(base(worked).contains("registry: r.example.com/o"), base(worked)));
    }

    private static String base(Path worked) throws IOException {
        return Files.readString(worked.resolve(BASE));
    }

    private static String overlay(Path worked, String environment) throws IOException {
        return Files.readString(worked.resolve("stagecraft/overlays/" + environment + "/patch.yaml"));
    }
}
