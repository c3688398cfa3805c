package dev.stagecraft.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.bench.BenchmarkPage.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkPageTest {
    @Test
    void aBenchReplacesItsOwnSectionAndNoOther(@TempDir Path directory) throws IOException {
        // Given
        var page = new BenchmarkPage(directory.resolve("benchmarks.md"));
        page.write(Section.MIGRATIONS, "old figures of migrations\n");
        page.write(Section.RELEASES, "| release | 1 ms |\n\n| writes | 2 |\n");
        String before = Files.readString(page.file());

        // When
        page.write(Section.MIGRATIONS, "new figures of migrations\n");

        // Then
        String after = Files.readString(page.file());
        assertEquals(before.replace("old figures", "new figures"), after);
        assertFalse(after.contains("old figures"), after);
        assertTrue(after.startsWith("# Benchmarks\n"), after);
        assertTrue(after.indexOf("## Releases") < after.indexOf("## Migrations"), after);
        assertTrue(after.endsWith("new figures of migrations\n"), after);
    }
}
