package dev.stagecraft.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** picocli's own jar, written anew. */
class ModernClassesTest {
    @TempDir
    Path directory;

    private Path jar = Path.of("");

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        var given = Path.of(CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        jar = Files.copy(given, directory.resolve("picocli.jar"));
    }

    @Test
    void everyClassIsNewEnoughAndLoadsWithTheVerifierOn() throws IOException, ReflectiveOperationException {
        assertTrue(ModernClasses.modernise(jar) > 100);

        try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                var file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                if (entry.getName().startsWith("picocli/") && entry.getName().endsWith(".class")) {
                    var name = entry.getName()
                            .substring(0, entry.getName().length() - 6)
                            .replace('/', '.');
                    // Linked by this, and so verified.
                    assertEquals(loader, Class.forName(name, true, loader).getClassLoader());
                }
            }
        }
        assertEquals(0, ModernClasses.modernise(jar), "nothing is old any more");
    }

    @Test
    void theJarSaysWhatWasChanged() throws IOException {
        int changed = ModernClasses.modernise(jar);

        try (var file = new JarFile(jar.toFile());
                var notice = file.getInputStream(file.getEntry("META-INF/NOTICE-stagecraft"))) {
            assertEquals(
                    "Stagecraft changed this file: " + changed + " classes were written anew in the format of Java 8.\n"
                            + "The class groovy.lang.Closure was added, which is empty and not of Groovy.\n",
                    new String(notice.readAllBytes(), UTF_8));
        }
    }

    @Test
    void aSignedJarIsRefusedAndStaysAsItIs() throws IOException {
        try (var zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(zip.getPath("META-INF/SOMEBODY.SF"), "");
        }
        var before = Files.readAllBytes(jar);

        assertThrows(IOException.class, () -> ModernClasses.modernise(jar));
        assertArrayEquals(before, Files.readAllBytes(jar));
    }

    @Test
    void theSameJarGivesTheSameBytes() throws IOException {
        var other = Files.copy(jar, directory.resolve("other.jar"));
        assertNotEquals(0, ModernClasses.modernise(jar));
        assertNotEquals(0, ModernClasses.modernise(other));

        assertArrayEquals(Files.readAllBytes(jar), Files.readAllBytes(other));
    }
}
