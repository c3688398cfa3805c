package dev.stagecraft.source.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDirectoryTest {
    @TempDir
    private Path base;

    @Test
    void leftoversOfACrashAreSweptAndWhatOthersHaveStays() throws IOException {
        var left = Files.createDirectories(base.resolve("stagecraft-source-123/commit-1/objects"));
        Files.writeString(left.resolve("half"), "a pack");
        Files.writeString(base.resolve("stagecraft-source-123/lock"), "");
        Files.createDirectory(base.resolve("stagecraft-source-early"));
        var kept = Files.writeString(base.resolve("stagecraft-source-file"), "not ours: no directory");
        var other = Files.createDirectory(base.resolve("other"));
        var target = Files.createDirectory(base.resolve("target"));
        Files.writeString(target.resolve("precious"), "");
        var link = Files.createSymbolicLink(base.resolve("stagecraft-source-link"), target);
        Files.createSymbolicLink(left.resolve("away"), target);

        try (var held = OwnDirectory.claim(base)) {
            OwnDirectory.sweep(base);

            assertTrue(Files.notExists(base.resolve("stagecraft-source-123")));
            assertTrue(Files.notExists(base.resolve("stagecraft-source-early")));
            assertTrue(Files.exists(held.path()));
            assertTrue(Files.exists(kept) && Files.exists(other) && Files.isSymbolicLink(link));
            assertTrue(Files.exists(target.resolve("precious")));
        }
    }

    @Test
    void directoryOfAnotherProcessStaysWhileThatRuns() throws IOException, InterruptedException {
        var theirs = Files.createDirectory(base.resolve("stagecraft-source-theirs"));
        var lock = Files.writeString(theirs.resolve("lock"), "");
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var program = Files.writeString(base.resolve("Holds.java"), """
                void main(String[] file) throws Exception {
                    try (var lock = new java.io.RandomAccessFile(file[0], "rw")) {
                        lock.getChannel().lock();
                        System.out.println("held");
                        System.in.read();
                    }
                }
                """);
        var process = new ProcessBuilder(java, program.toString(), lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertEquals("held", process.inputReader().readLine());
            OwnDirectory.sweep(base);
            assertTrue(Files.exists(lock));
        } finally {
            process.destroyForcibly().waitFor();
        }

        OwnDirectory.sweep(base);

        assertTrue(Files.notExists(theirs));
    }

    @Test
    void everyClaimIsAnother() throws IOException {
        try (var one = OwnDirectory.claim(base);
                var two = OwnDirectory.claim(base)) {
            assertNotEquals(one.path(), two.path());
        }
        try (var left = Files.list(base)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void baseThatIsNotThereIsAFailureOfTheClaimOnly() {
        var nowhere = base.resolve("nowhere");

        OwnDirectory.sweep(nowhere);
        assertThrows(IOException.class, () -> OwnDirectory.claim(nowhere));
    }
}
