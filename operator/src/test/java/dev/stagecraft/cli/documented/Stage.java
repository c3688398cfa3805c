package dev.stagecraft.cli.documented;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The scenes of one page while its commands run, each in a directory of its own. */
final class Stage implements AutoCloseable {
    private final Path directory;
    private final Map<String, Scene> scenes = new HashMap<>();

    Stage(Path directory) {
        this.directory = directory;
    }

    CliRun.Result run(ConsoleBlock block, ConsoleBlock.Entry entry) throws IOException {
        var words = Words.of(entry.command());
        assertEquals(
                "stagecraft",
                words.getFirst(),
                () -> "only stagecraft can be run, at " + block.page() + ":" + block.line());
        return scene(block.scene())
                .run(place(block.scene()))
                .run(words.subList(1, words.size()).toArray(String[]::new));
    }

    /** As a terminal shows it, with what is another one in each run taken out. */
    String shown(ConsoleBlock block, CliRun.Result result) throws IOException {
        var printed = result.out() + result.err();
        return scene(block.scene()).shown(CliRun.normalised(printed, place(block.scene())));
    }

    @Override
    public void close() {
        scenes.values().forEach(Scene::close);
    }

    private Scene scene(String name) throws IOException {
        var scene = scenes.get(name);
        if (scene == null) {
            scene = Scenes.named(name).orElseThrow();
            scenes.put(name, scene);
            scene.prepare(Files.createDirectories(place(name)));
        }
        return scene;
    }

    private Path place(String scene) {
        return directory.resolve("scene-" + scene);
    }
}
