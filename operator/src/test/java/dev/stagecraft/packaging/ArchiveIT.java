package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.stagecraft.cli.CliRun;
import dev.stagecraft.sandbox.controlplane.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The archive that {@code make cli} packs, around a jar of the classes of this test. */
class ArchiveIT {
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."));
    private static final String ARCHIVE = "operator/target/stagecraft-0.1.0-SNAPSHOT.tar.gz";

    @TempDir
    Path directory;

    @BeforeEach
    void checkout() throws IOException {
        for (var name : List.of(
                "LICENSE",
                "pom.xml",
                "deploy/cli/archive",
                "deploy/cli/krew-manifest",
                "deploy/cli/stagecraft",
                "deploy/cli/kubectl_complete-stagecraft",
                "deploy/cli/krew/stagecraft.yaml.in")) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.copy(ROOT.resolve(name), directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        CommandHome.real(Files.createDirectories(directory.resolve("operator/target")));
    }

    @Test
    void theSameBytesTwiceAndACommandThatRunsWhereItIsUnpacked() throws IOException {
        assertEquals(new Shell.Result(0, "", ""), shell().run("deploy/cli/archive"));
        var first = Files.readAllBytes(directory.resolve(ARCHIVE));
        assertEquals(
                new Shell.Result(0, "", ""), shell().with("TZ", "Asia/Tokyo").run("deploy/cli/archive"));
        assertArrayEquals(first, Files.readAllBytes(directory.resolve(ARCHIVE)));

        var listed = shell().run("tar", "tzvf", ARCHIVE).out();
        var unpacked = shell().sh("mkdir elsewhere && tar xzf " + ARCHIVE
                + " -C elsewhere && PATH=$PWD/elsewhere/stagecraft-0.1.0-SNAPSHOT/bin:$PATH"
                + " && kubectl-stagecraft --version && kubectl_complete-stagecraft complet");

        assertEquals(new CliRun.Result(0, "", ""), CliRun.in(directory).run("man", "pages"));
        var pages = directory.resolve("pages").toFile().list();
        assertAll(
                () -> kubectlFindsIt(),
                () -> theManifestOfKrewNames(first),
                () -> assertEquals(
                        Set.of(pages),
                        listed.lines()
                                .filter(line -> line.contains("/share/man/man1/") && !line.endsWith("/"))
                                .map(line -> line.substring(line.lastIndexOf('/') + 1))
                                .collect(Collectors.toSet())),
                () -> assertEquals(
                        new Shell.Result(
                                0,
                                "stagecraft 9.9.9\ncompletion\tPrints the script by which a shell completes commands, options and names.\n:4\n",
                                ""),
                        unpacked),
                () -> assertTrue(
                        listed.lines().noneMatch(line -> line.startsWith("l") || line.startsWith("h")), listed),
                () -> assertTrue(
                        listed.lines()
                                .allMatch(
                                        line -> line.contains(" 0/0 ") && line.contains(" stagecraft-0.1.0-SNAPSHOT/")),
                        listed),
                () -> List.of(
                                "bin/stagecraft",
                                "bin/kubectl-stagecraft",
                                "bin/kubectl_complete-stagecraft",
                                "stagecraft-operator.jar",
                                "build",
                                "LICENSE",
                                "share/bash-completion/completions/stagecraft",
                                "share/zsh/site-functions/_stagecraft",
                                "share/fish/vendor_completions.d/stagecraft.fish")
                        .forEach(file -> assertTrue(
                                listed.contains(" stagecraft-0.1.0-SNAPSHOT/" + file + "\n"),
                                file + " in\n" + listed)));
    }

    private void kubectlFindsIt() {
        var kubectl = Kubectl.of(directory.resolve("none")).program().getParent();
        var path = directory.resolve("elsewhere/stagecraft-0.1.0-SNAPSHOT/bin") + ":" + kubectl + ":/usr/bin:/bin";

        assertEquals(
                new Shell.Result(
                        0,
                        "stagecraft 9.9.9\n1\n",
                        "error: The file no file.yaml cannot be read: there is no such file, it may not be read, or it is no text.\n"),
                shell().with("PATH", path)
                        .sh("kubectl stagecraft --version; kubectl stagecraft plan -f 'no file.yaml'; echo $?"));
    }

    private void theManifestOfKrewNames(byte[] archive) throws IOException, NoSuchAlgorithmException {
        var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));

        assertEquals(
                new Shell.Result(0, "", ""),
                shell().run("deploy/cli/krew-manifest", "https://releases.example.com", "https://example.com"));
        var platforms = new YAMLMapper()
                .readTree(Files.readString(directory.resolve("operator/target/krew/stagecraft.yaml")))
                .at("/spec/platforms");
        assertFalse(platforms.isEmpty());
        platforms.forEach(platform -> assertEquals(sum, platform.at("/sha256").asText()));
    }

    @Test
    void theLineOfTheReadmePutsTheCommandOnThePath() throws IOException {
        assertEquals(new Shell.Result(0, "stagecraft 9.9.9\n", ""), theLineOfTheReadme(shell()));
    }

    /** As on macOS, with an archive of another day. */
    @Test
    void withoutGnuTarTheCommandIsLaidOutAndNoArchiveIsPacked() throws IOException {
        for (var name : List.of("tar", "gtar")) {
            new CommandHome(directory).write("other/" + name, "#!/bin/sh\necho 'bsdtar 3.5.3'\n", "rwxr-xr-x");
        }
        for (var file : List.of(ARCHIVE, ARCHIVE + ".sha256")) {
            Files.writeString(directory.resolve(file), "old");
        }

        assertEquals(
                new Shell.Result(
                        0,
                        "stagecraft 9.9.9\n",
                        "make cli: No archive is packed, as there is no GNU tar: install it for one (macOS: gnu-tar).\n"),
                theLineOfTheReadme(shell().with("PATH", directory.resolve("other") + ":/usr/bin:/bin")));

        assertFalse(Files.exists(directory.resolve(ARCHIVE)));
        assertEquals(
                new Shell.Result(
                        1,
                        "",
                        "make krew: There is no " + ARCHIVE
                                + ": make cli packs it, with GNU tar; install that (macOS: gnu-tar).\n"),
                shell().run("deploy/cli/krew-manifest", "https://releases.example.com", "https://example.com"));
    }

    /** As it stands there, but for Maven's part of make. */
    private static Shell.Result theLineOfTheReadme(Shell shell) throws IOException {
        var line = Files.readString(ROOT.resolve("README.md"))
                .lines()
                .filter(each -> each.startsWith("make cli && "))
                .findFirst()
                .orElseThrow();
        return shell.sh(line.replace("make cli", "deploy/cli/archive") + " && stagecraft --version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL= LANG=POSIX", "LC_ALL=", "LC_ALL=C.UTF-8"})
    void wordsThatAreNotAsciiReachJavaInAnyLocale(String locale) {
        var result =
                shell().sh(locale + " operator/target/bin/stagecraft validate -f \"$(printf 'caf\\303\\251.yaml')\"");

        assertTrue(result.err().startsWith("error: The file caf\u00e9.yaml cannot be read"), result.err());
    }

    /** Without a cache, which a JVM would make in the background of a directory that goes. */
    private Shell shell() {
        return Shell.in(directory)
                .with("STAGECRAFT_JAVA", System.getProperty("java.home"))
                .with("STAGECRAFT_AOT", "off");
    }
}
