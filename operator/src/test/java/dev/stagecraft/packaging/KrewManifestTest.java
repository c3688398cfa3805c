package dev.stagecraft.packaging;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What krew asks of a manifest, as its own check (ValidatePlugin) does; and that nothing is left to fill in. */
class KrewManifestTest {
    private static final Path ROOT = Path.of(System.getProperty("stagecraft.root", ".."));
    private static final String SUM = "0123456789abcdef".repeat(4);

    @TempDir
    Path directory;

    private JsonNode manifest = new YAMLMapper().createObjectNode();

    /** The script in a tree of its own, as it writes below the build's directory. */
    @BeforeEach
    void fillIn() throws IOException {
        for (var name : new String[] {"deploy/cli/krew-manifest", "deploy/cli/krew/stagecraft.yaml.in"}) {
            Files.createDirectories(directory.resolve(name).getParent());
            Files.copy(ROOT.resolve(name), directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.writeString(directory.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n</project>\n");
        Files.createDirectories(directory.resolve("operator/target"));
        Files.writeString(directory.resolve("operator/target/stagecraft-1.2.3.tar.gz.sha256"), SUM + "\n");

        var result = Shell.in(directory)
                .run(
                        "deploy/cli/krew-manifest",
                        "https://releases.example.com/1.2.3/",
                        "https://stagecraft.example.com");

        assertEquals(new Shell.Result(0, "", ""), result);
        var text = Files.readString(directory.resolve("operator/target/krew/stagecraft.yaml"));
        assertFalse(text.contains("@"), text);
        manifest = new YAMLMapper().readTree(text);
    }

    @Test
    void itIsAPluginThatKrewKnows() {
        assertAll(
                () -> assertEquals(
                        "krew.googlecontainertools.github.com/v1alpha2",
                        manifest.at("/apiVersion").asText()),
                () -> assertEquals("Plugin", manifest.at("/kind").asText()),
                () -> assertEquals("stagecraft", manifest.at("/metadata/name").asText(), "the name of the file"),
                () -> assertTrue(
                        manifest.at("/spec/version").asText().matches("v\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?"),
                        "semantic, with a v"),
                () -> assertEquals(
                        "https://stagecraft.example.com",
                        manifest.at("/spec/homepage").asText()),
                () -> assertTrue(manifest.at("/spec/shortDescription").asText().matches(".{1,50}"), "one line"),
                () -> assertTrue(
                        manifest.at("/spec/description").asText().lines().allMatch(line -> line.length() <= 80)));
    }

    @Test
    void everyPlatformCanBeInstalled() {
        var platforms = manifest.at("/spec/platforms");
        assertFalse(platforms.isEmpty());
        platforms.forEach(platform -> assertAll(
                () -> assertEquals(
                        "https://releases.example.com/1.2.3/stagecraft-1.2.3.tar.gz",
                        platform.at("/uri").asText()),
                () -> assertEquals(SUM, platform.at("/sha256").asText()),
                () -> assertEquals("bin/kubectl-stagecraft", platform.at("/bin").asText()),
                () -> assertFalse(platform.at("/files").isEmpty(), "absent or not empty"),
                () -> platform.at("/files").forEach(file -> {
                    assertEquals("stagecraft-1.2.3/*", file.at("/from").asText());
                    assertEquals(".", file.at("/to").asText());
                }),
                () -> assertFalse(platform.at("/selector/matchExpressions").isEmpty()),
                () -> platform.at("/selector/matchExpressions")
                        .forEach(expression -> assertTrue(Set.of("os", "arch")
                                .contains(expression.at("/key").asText())))));
    }
}
