package dev.stagecraft.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void whatNeedsNoFilesAndNoChoicesStaysAsItIs(long seed) {
        block(seed).forEach(each -> {
            ComposeFile file = Documents.parsed(RandomDocument.json(each));

            var chosen = assertInstanceOf(ParseResult.Parsed.class, ServiceChoices.NONE.apply(file));
            var shipped = assertInstanceOf(
                    Shipment.Ready.class,
                    Shipper.ship(chosen.file(), ComposeSources.of(Map.of()), Variables.none(), content -> "x"));

            assertEquals(file.tree().toString(), shipped.file().tree().toString(), "seed " + each);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void filesThatSayDifferentThingsAreOneFile(long seed) {
        block(seed).forEach(each -> {
            ObjectNode whole = (ObjectNode) Documents.json(RandomDocument.json(each));
            ObjectNode services = whole.deepCopy();
            ObjectNode rest = whole.deepCopy();
            services.retain("services");
            rest.remove("services");
            var sources = ComposeSources.of(Map.of(
                    "a.yml", Documents.ascii(services),
                    "b.yml", Documents.ascii(rest),
                    "c.yml", "include: [a.yml]\n"));

            for (var files : List.of(List.of("a.yml", "b.yml"), List.of("b.yml", "a.yml"), List.of("c.yml", "b.yml"))) {
                var loaded = assertInstanceOf(
                        ParseResult.Parsed.class, new ComposeLoader(sources, Set.of(), Variables.none()).load(files));
                assertEquals(
                        Documents.sorted(whole), Documents.sorted(loaded.file().tree()), "seed " + each + files);
            }
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
