package dev.stagecraft.reconcile.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.image.ImageDirectory;
import dev.stagecraft.image.ImageName;
import dev.stagecraft.image.RegistryCredential.Basic;
import dev.stagecraft.image.RegistryCredentials;
import dev.stagecraft.plan.MigrationStrategy;
import dev.stagecraft.provider.migration.MigrationFile;
import dev.stagecraft.provider.migration.raw.RawEngine;
import dev.stagecraft.reconcile.gather.Database;
import dev.stagecraft.reconcile.step.MigrationSources.Answer;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.source.GitDirectory;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceFiles;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MigrationSourcesTest {
    private static final String PATH = "spec.databases.main.migrations";
    private static final RegistryCredentials LOGIN =
            new RegistryCredentials(Map.of("registry.example.com", new Basic("u", Secret.of("canary-password"))));
    private static final String DIGEST = "sha256:" + "ab".repeat(32);
    private static final SourceFiles FILES = new SourceFiles(
            new TreeMap<>(Map.of(
                    "001_a.sql", SourceFile.of("SELECT 1"),
                    "002_b.sql", SourceFile.of(new byte[] {(byte) 0xff}),
                    "logo.png", SourceFile.of(new byte[] {(byte) 0xff}))),
            new TreeSet<>(List.of("old")));
    private static final List<MigrationFile> READ = List.of(
            new MigrationFile("001_a.sql", "SELECT 1"),
            new MigrationFile("002_b.sql", "\u0000"),
            new MigrationFile("logo.png", ""),
            new MigrationFile("old/", ""));

    private final List<String> asked = new ArrayList<>();

    private Answer git(GitDirectory answer, Optional<String> state) {
        var sources = new MigrationSources(
                (location, path) -> {
                    asked.add(location.ref() + ":" + path);
                    return answer;
                },
                (name, directory, credentials) -> {
                    throw new AssertionError("no image is asked for");
                });
        var location = new GitLocation("https://git.example.com/shop.git", "main", Optional.empty());
        return sources.read(
                database(new Database.Source.InGit(location, "db")), state, Map.of(), RegistryCredentials.none());
    }

    private Answer image(ImageDirectory answer, String service) {
        var sources = new MigrationSources(
                (location, path) -> {
                    throw new AssertionError("no repository is asked for");
                },
                (name, directory, credentials) -> {
                    asked.add(name + " " + directory);
                    assertEquals(LOGIN, credentials);
                    return answer;
                });
        return sources.read(
                database(new Database.Source.InImage(service, "/db")),
                Optional.empty(),
                Map.of("web", "registry.example.com/acme/web@" + DIGEST),
                LOGIN);
    }

    private static Database database(Database.Source source) {
        return new Database(
                "main",
                PATH,
                MigrationStrategy.PRE_DEPLOY,
                new RawEngine(),
                JsonNodeFactory.instance.objectNode(),
                Secret.of("postgres://shop:secret@db/shop"),
                source,
                Optional.empty());
    }

    @Test
    void theCommitThatWasPlannedIsReadAgain() {
        var found = new GitDirectory.Found("0a1b", FILES);

        assertEquals(new Answer.Files(READ, Optional.of("0a1b")), git(found, Optional.empty()));
        assertEquals(new Answer.Files(READ, Optional.of("0a1b")), git(found, Optional.of("0a1b")));
        assertEquals(List.of("main:db", "0a1b:db"), asked);
    }

    static Stream<Arguments> gitTroubles() {
        return Stream.of(
                Arguments.of(
                        new GitDirectory.GitUnauthorized("no"),
                        refused("GitUnauthorized", "spec.source.git.credentials: no")),
                Arguments.of(
                        new GitDirectory.GitUnreachable("no", false),
                        refused("GitUnreachable", "spec.source.git.url: no")),
                Arguments.of(
                        new GitDirectory.GitUnreachable("no", true),
                        new Answer.Trouble(new Finding("GitUnreachable", "spec.source.git.url: no"))),
                Arguments.of(
                        new GitDirectory.GitRefNotFound("no"), refused("GitRefNotFound", "spec.source.git.ref: no")),
                Arguments.of(
                        new GitDirectory.GitPathNotFound("no"), refused("GitPathNotFound", PATH + ".source.path: no")),
                Arguments.of(
                        new GitDirectory.GitRefused("path", "no"), refused("GitRefused", PATH + ".source.path: no")),
                Arguments.of(
                        new GitDirectory.GitNotImplemented("url", "no"),
                        refused("NotImplemented", "spec.source.git.url: no")));
    }

    private static Answer refused(String reason, String message) {
        return new Answer.Refused(new Finding(reason, message));
    }

    @ParameterizedTest
    @MethodSource("gitTroubles")
    void gitTroubleNamesTheField(GitDirectory answer, Answer expected) {
        assertEquals(expected, git(answer, Optional.empty()));
    }

    @Test
    void theImageThatTheReleasePinsIsRead() {
        assertEquals(new Answer.Files(READ, Optional.of(DIGEST)), image(new ImageDirectory.Found(FILES), "web"));
        assertEquals(
                List.of(new ImageName("registry.example.com", "acme/web", Optional.empty(), Optional.of(DIGEST))
                        + " /db"),
                asked);
    }

    static Stream<Arguments> imageTroubles() {
        return Stream.of(
                Arguments.of(
                        new ImageDirectory.NotFound("no"),
                        refused("ImagePathNotFound", PATH + ".source.image.path: no")),
                Arguments.of(
                        new ImageDirectory.Unauthorized("no"),
                        refused("ImageUnauthorized", PATH + ".source.image: no")),
                Arguments.of(new ImageDirectory.Refused("no"), refused("ImageRefused", PATH + ".source.image: no")),
                Arguments.of(
                        new ImageDirectory.Unreachable("no", false),
                        refused("RegistryUnreachable", PATH + ".source.image: no")),
                Arguments.of(
                        new ImageDirectory.Unreachable("no", true),
                        new Answer.Trouble(new Finding("RegistryUnreachable", PATH + ".source.image: no"))));
    }

    @ParameterizedTest
    @MethodSource("imageTroubles")
    void imageTroubleNamesTheField(ImageDirectory answer, Answer expected) {
        assertEquals(expected, image(answer, "web"));
    }

    @Test
    void serviceThatTheComposeFileLacksIsRefused() {
        assertEquals(
                refused(
                        "InvalidSpec",
                        PATH + ".source.image.service: the compose file has no service api with an image"),
                image(new ImageDirectory.NotFound("never asked"), "api"));
    }
}
