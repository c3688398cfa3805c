package dev.stagecraft.cli.documented;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The scenes by the word that a block names them with. */
final class Scenes {
    private static final Map<String, Supplier<Scene>> ALL = Map.of("", WithFiles::new, "shop", ShopScene::new);

    private Scenes() {}

    static Optional<Scene> named(String name) {
        return Optional.ofNullable(ALL.get(name)).map(Supplier::get);
    }

    /** The files of {@code src/test/resources/cli/documented}, and no cluster. */
    private static final class WithFiles implements Scene {
        private static final Path GIVEN = Path.of(System.getProperty("stagecraft.root", ".."))
                .resolve("operator/src/test/resources/cli/documented");

        @Override
        public void prepare(Path directory) throws IOException {
            try (var files = Files.list(GIVEN)) {
                for (var file : files.toList()) {
                    Files.copy(file, directory.resolve(file.getFileName()));
                }
            }
        }

        @Override
        public CliRun run(Path directory) {
            return CliRun.in(directory);
        }
    }
}
