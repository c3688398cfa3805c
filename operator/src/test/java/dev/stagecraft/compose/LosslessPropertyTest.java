package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing gets lost between a file and a host, whatever the file says. Each seed stands for a block of 50 documents. */
@Timeout(60)
class LosslessPropertyTest {
    private static final int BLOCK = 50;

    static LongStream seeds() {
        return LongStream.range(0, 20).map(block -> block * BLOCK);
    }

    private static LongStream block(long seed) {
        return LongStream.range(seed, seed + BLOCK);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void jsonIsReadAsWhatItSays(long seed) {
        block(seed).forEach(each -> {
            String json = RandomDocument.json(each);
            assertEquals(
                    Documents.sorted(Documents.json(json)),
                    Documents.sorted(Documents.parsed(json).tree()),
                    "seed " + each);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsWrittenIsReadBackInTheSameOrder(long seed) {
        block(seed).forEach(each -> {
            ObjectNode document = RandomDocument.of(each);
            String yaml = YamlWriter.write(document);
            assertEquals(document.toString(), Documents.parsed(yaml).tree().toString(), "seed " + each);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void renderingChangesNothingButImageAndLabels(long seed) {
        block(seed).forEach(each -> {
            ComposeFile file = Documents.parsed(RandomDocument.json(each));
            Map<String, String> images = Map.of("s0", "a@x", "s1", "b@x", "s2", "c@x");

            String yaml = ComposeRenderer.render(file, new RenderRequest("uid", images, Map.of(), Map.of()))
                    .yaml();

            ObjectNode back = (ObjectNode) Documents.json(Documents.readAsYaml11(yaml));
            ObjectNode expected = file.tree();
            back.path("services").forEach(service -> ((ObjectNode) service).remove(List.of("labels", "image")));
            expected.path("services").forEach(service -> ((ObjectNode) service).remove("image"));
            assertEquals(Documents.sorted(expected), Documents.sorted(back), "seed " + each);
        });
    }
}
