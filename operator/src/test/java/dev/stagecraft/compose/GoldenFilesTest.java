package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class GoldenFilesTest {
    /** Set to write the expectations anew; read the difference before committing it. */
    private static final boolean UPDATE = System.getenv("STAGECRAFT_UPDATE_GOLDEN") != null;

    @ParameterizedTest
    @MethodSource("dev.stagecraft.compose.GoldenCase#all")
    void inputBecomesExactlyTheExpectedFiles(GoldenCase golden) throws IOException {
        Map<String, String> produced = GoldenRun.produced(golden);
        if (UPDATE) {
            for (var file : produced.entrySet()) {
                Files.writeString(golden.directory().resolve(file.getKey()), file.getValue());
            }
        }
        assertEquals(golden.expected(), produced);
    }

    @Test
    void thereAreCasesOfBothKinds() {
        assertTrue(GoldenCase.rendered().size() >= 5);
        assertTrue(GoldenCase.all().size() - GoldenCase.rendered().size() >= 5);
    }

    @ParameterizedTest
    @MethodSource("dev.stagecraft.compose.GoldenCase#rendered")
    void renderingTwiceGivesTheSameBytes(GoldenCase golden) {
        assertEquals(GoldenRun.produced(golden), GoldenRun.produced(golden));
    }
}
